"""Callbacks: what happens when something changes. Verbs, under ten lines, Dash only."""
