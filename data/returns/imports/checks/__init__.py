"""What is looked at across rows, sheets, files and the store, before anything is written: `CHECKS`, one list.

Each check is a function from `Comparison` to problems. A problem is located at a row of the files, and only what the
files bring about is one: contradictions that the store holds already are for `cep check`.
"""

from collections.abc import Callable, Iterator

from data.returns.imports.checks import beyond, ends, made_up, naming, times, unknown
from data.returns.imports.compare import Comparison
from data.returns.problems import Problem, listed

Check = Callable[[Comparison], Iterator[Problem]]


def problems_of(comparison: Comparison) -> list[Problem]:
    """Everything that is wrong, check by check; of very many alike enough are listed, and the others counted."""
    beyond_it = () if comparison.held.scope.sees_every_partnership else BEYOND
    return [problem for check in (*beyond_it, *CHECKS) for problem in listed(check(comparison))]


BEYOND: tuple[Check, ...] = (
    beyond.of_the_whole_programme,
    beyond.partnerships_elsewhere,
    beyond.of_others,
    beyond.organisations_of_others,
    beyond.organisations_of_nobody,
    beyond.ending_what_others_name,
)
"""What is looked at besides where who sends the files does not see every partnership."""


CHECKS: tuple[Check, ...] = (
    made_up.made_up_over_real,
    unknown.unknown_rows,
    unknown.unknown_bridges,
    unknown.unknown_indicators,
    ends.still_named,
    ends.nothing_to_delete,
    naming.called_the_same,
    naming.persons_as_owners,
    times.ending_before_beginning,
    times.overlapping_statuses,
    times.listed_twice,
    times.shared_beyond_the_whole,
    times.members_after_closure,
    times.guests_at_meetings,
    times.actions_of_other_meetings,
    times.links_back_in_time,
    made_up.illustrative_beside_real,
    made_up.milestones_giving_way,
    made_up.marked_as_made_up,
)
"""In the order in which they are reported."""
