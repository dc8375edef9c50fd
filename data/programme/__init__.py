"""The read model: all of a store at one version, as tidy frames."""
