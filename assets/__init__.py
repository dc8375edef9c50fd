"""Style sheets and small scripts served to the browser."""
