"""A paper as a PDF: `making` in the process that asks, `press`, `finish` and `tagging` in one that drives Chrome."""
