"""Boundaries of others: files in any usual form made into the maps that are served."""
