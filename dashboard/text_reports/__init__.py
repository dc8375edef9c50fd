"""What the command line prints, and the reference pages."""
