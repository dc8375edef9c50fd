"""What indicators of several themes start from."""
