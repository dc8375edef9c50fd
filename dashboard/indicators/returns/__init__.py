"""Returns: on time, complete, and free of contradictions."""
