"""What is looked at across rows, sheets, files and the store, before anything is written.

Each check is a function from `Checked` to problems. A problem is located at a row of the files, and only what the
files bring about is one: contradictions that the store holds already are for `cep check`.
"""

from collections.abc import Callable, Iterator

from data.returns.imports.checks import (
    dates_of_partnership,
    illustration,
    keys,
    names,
    overlaps,
    places,
    references,
)
from data.returns.imports.checks.result import Checked
from data.returns.problems import Problem

Check = Callable[[Checked], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    keys.owned_by_another,
    keys.made_up_over_real,
    references.unknown_rows,
    references.unknown_bridges,
    references.unknown_indicators,
    references.still_named,
    names.called_the_same,
    overlaps.ending_before_beginning,
    overlaps.overlapping_statuses,
    places.listed_twice,
    places.shared_beyond_the_whole,
    dates_of_partnership.members_after_closure,
    dates_of_partnership.guests_at_meetings,
    dates_of_partnership.actions_of_other_meetings,
    dates_of_partnership.links_back_in_time,
    illustration.illustrative_beside_real,
    illustration.milestones_giving_way,
    illustration.marked_as_made_up,
)
"""In the order in which they are reported."""


def problems_of(checked: Checked) -> list[Problem]:
    """Everything that is wrong, check by check."""
    return [problem for check in CHECKS for problem in check(checked)]
