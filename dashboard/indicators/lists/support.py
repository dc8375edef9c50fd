"""The support behind every figure about bridges, one by one."""

import numpy as np
from pandas import DataFrame

from dashboard.cache import cached
from dashboard.indicators.bridges.support import MONTHS, support_given
from dashboard.indicators.lists.rows import labelled
from dashboard.indicators.shared import places, selection
from dashboard.indicators.shared.periods import stamp
from dashboard.question import Question
from data.norms import ago
from data.taxonomy import SUPPORT_TYPES


@cached(most=16)
def listing(question: Question) -> DataFrame:
    """The support that the partnerships asked for were given by the as-at date, the latest first.

    Columns: partnership, name, region, bridge, anchor, given_by (bridge, label), support_on, support (type, its code),
    type (label), hours (NaN where not recorded), lately (yes in the six months to the as-at date), counted (yes where
    the partnership is counted at that date), is_illustrative.
    """
    visible, on = question.visible, question.on
    given = support_given(visible)
    position, day = given["position"].to_numpy(), given["support_on"].to_numpy(dtype="datetime64[us]")
    asked = np.append(selection.is_selected(question), np.False_)[position] & (day <= stamp(on))
    latest = np.flatnonzero(asked)[::-1]
    given, position, day = given.iloc[latest], position[latest], day[latest]
    kind = given["support_type"].astype("str")
    bridges = visible.support["bridge"].reset_index(drop=True).loc[given.index]
    return DataFrame(
        {
            **labelled(question, position, anchor="support"),
            "given_by": bridges.map(places.labels(visible, on, "bridge")).array,
            "support_on": day,
            "support": kind.array,
            "type": kind.map(SUPPORT_TYPES).array,
            "hours": given["hours"].array,
            "lately": np.where(day > stamp(ago(on, MONTHS)), "yes", "no"),
            "counted": np.where(selection.is_counted(question)[position], "yes", "no"),
            "is_illustrative": given["is_illustrative"].array,
        }
    )
