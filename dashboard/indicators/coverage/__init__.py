"""Where there is a partnership, where there is none, and where it is most needed."""
