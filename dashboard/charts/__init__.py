"""The entries of the chart registry, theme by theme: each says what it shows, and in which words."""
