"""What bridge organisations gave to partnerships and places."""
