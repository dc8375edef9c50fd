"""Who goes by the same name: most likely one organisation or partnership that was given two keys."""

from collections import defaultdict
from collections.abc import Iterator

from data.returns.imports.checks.result import Checked, warning
from data.returns.problems import Problem
from data.returns.spelling import likened

NAMED = {"partnerships": "partnership", "organisations": "organisation"}
"""Sheets whose rows go by a name, and what such a row is."""


def called_the_same(checked: Checked) -> Iterator[Problem]:
    """A warning for each name that the files bring in and that another key has already, in whichever spelling."""
    for sheet, noun in NAMED.items():
        keys: dict[str, list[str]] = defaultdict(list)
        for key, row in checked.after.rows[sheet].items():
            keys[likened(str(row["name"]))].append(str(key[0]))
        for key, row, origin in checked.touched(sheet):
            others = [other for other in keys[likened(str(row["name"]))] if other != key[0]]
            if others and "name" in (checked.after.touched[sheet][key].new or {}):
                yield warning(
                    origin,
                    "name",
                    row["name"],
                    wrong=f"“{row['name']}” is what {others[0]} is called too.",
                    right=f"Use the key {others[0]} if it is the same {noun}; leave it so if there are two.",
                )
