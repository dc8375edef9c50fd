"""Progress toward the target."""
