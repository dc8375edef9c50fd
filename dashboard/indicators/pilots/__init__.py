"""The three pilots beside the rest, at equal age."""
