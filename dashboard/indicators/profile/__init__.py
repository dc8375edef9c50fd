"""One partnership, and the list of all."""
