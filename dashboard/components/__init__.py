"""Pieces of a page: plain functions that return Dash components. They know Dash; they compute nothing."""
