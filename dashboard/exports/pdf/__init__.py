"""A paper as a PDF: composed in the process that asks, printed and finished in one that drives Chrome."""
