"""A board paper, before it takes a form."""
