"""Boundaries of England: which authorities exist at a date, how they group, where they lie."""
