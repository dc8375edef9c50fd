"""What whoever sees some bridges alone is told of others: aggregates of everything, with small numbers withheld.

Each is made of everything and is a small frame; nothing else of the whole programme is reached from one that is seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from pandas import DataFrame

from dashboard.cache import cached
from dashboard.filters import Filters
from dashboard.indicators.pilots import pilots, verdicts
from dashboard.indicators.progress import national
from dashboard.question import Question
from data.programme.programme import Programme, Scope

AGGREGATES: Final[Mapping[str, Callable[[Question, frozenset[str]], DataFrame]]] = {
    "counts": national.counts,
    "comparison": pilots.elsewhere,
    **{measure: partial(pilots.elsewhere_by_age, measure=measure) for measure in verdicts.CURVES},
}
"""What may be asked -> the aggregate of a question to the whole programme, beside some bridges."""


def seen_by(programme: Programme, scope: Scope) -> Programme:
    """The programme as a scope sees it, with what it may be told of others where it does not see every bridge."""
    seen = programme.visible_to(scope)
    if scope.bridges is None:
        return seen
    return replace(seen, elsewhere=partial(_told, programme, scope.bridges))


@cached(most=64)
def _told(  # noqa: PLR0913, PLR0917 - the filters that may be asked by, and no others
    programme: Programme,
    bridges: frozenset[str],
    what: str,
    as_at: date | None,
    since: date | None,
    illustrative: bool,
) -> DataFrame:
    filters = Filters(as_at=as_at, since=since, illustrative=illustrative)
    return AGGREGATES[what](Question(programme, filters), bridges)
