"""How many partnerships each value of each filter would choose beside all else that is asked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dashboard.cache import cached
from dashboard.filters import Word
from dashboard.indicators.shared import places, selection
from dashboard.question import Question


class Emptying(NamedTuple):
    """A filter value without which a question that leaves nobody would leave some; how many."""

    word: Word
    partnerships: int


def numbers(question: Question, key: str) -> Mapping[str, int]:
    """Value of a filter -> partnerships chosen with it in the place of the filter's other values; of authorities, those
    of the as-at date.
    """
    others = selection.is_selected(question.with_filters(**{key: ()}))
    if key == "area":
        visible, on = question.visible, question.on
        held = places.area_coverage_on(visible, on)
        found = held.number(others[held.partnership])
        return dict(zip(held.codes.tolist(), found.tolist(), strict=True))
    return {
        value: int(
            np.count_nonzero(others & selection.chosen_by(question.with_filters(**{key: (value,)}), key))
        )
        for value in question.known[key]
    }


@cached(most=64)
def emptied_by(question: Question) -> tuple[Emptying, ...]:
    """The filter values of which each alone keeps the question from leaving any partnership, first the one without
    which most are left; none where some are left, or no single value is to blame.
    """
    if selection.is_selected(question).any():
        return ()
    found = [
        Emptying(word, int(np.count_nonzero(selection.is_selected(replace(question, filters=word.without)))))
        for word in question.filters.words(question.known)
    ]
    return tuple(sorted((one for one in found if one.partnerships), key=lambda one: -one.partnerships))
