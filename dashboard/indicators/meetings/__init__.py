"""Meetings, who comes to them, and what is done of what they agreed."""
