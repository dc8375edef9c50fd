"""Illustrative returns: what partnerships might have reported, made up from a seed and marked on every row.

Most memberships and all meetings, activities, actions and support are published nowhere. What is here stands in for
them until real returns are imported; one switch hides it. What is published is never altered, and nothing here
contradicts it (`left_open`).
"""

from data.illustrative.generate import DEFAULT_SEED, generate

__all__ = ["DEFAULT_SEED", "generate"]
