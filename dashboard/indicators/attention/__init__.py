"""Who needs a call, and why."""
