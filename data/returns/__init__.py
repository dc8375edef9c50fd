"""Returns: sheets, reading, checks, imports and templates."""
