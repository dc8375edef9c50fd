"""The rows behind the figures, one by one: what the lists show that every mark leads to."""
