"""Authorities, their groupings and their boundaries in the store."""
