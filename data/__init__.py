"""The store: what is known of every partnership, and the read model the dashboard works from."""
