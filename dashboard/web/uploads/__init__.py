"""Returns on their way in, over the web: kept for a while, checked, shown, and only then loaded."""
