"""Figures: a tidy frame in, a `plotly.graph_objects.Figure` out. Named after shapes, not after subjects."""
