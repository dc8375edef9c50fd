"""Charts, indicators and the whole store as tables."""
