"""The rows of a chart: as plain values for every file, and in words as the page shows them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from pandas import DataFrame, Series

from dashboard import words
from dashboard.cache import cached
from dashboard.charts.chart import Rendered
from dashboard.charts.render import IS_ILLUSTRATIVE, IS_PROVISIONAL, answered, counting_rule
from dashboard.figures.maps import MARKS
from dashboard.indicators.levers.led_to import followed
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.indicators.shared.complete import as_complete
from dashboard.question import Question
from data.names import in_order

Columns = dict[str, list[Any]]
SLUG: Final = "partnership"
SLUGS: Final = "partnerships"
"""Slugs, where it holds text; elsewhere how many there are."""
UNSEEN: Final = (SLUG, "anchor", "iso", "near_keys")
"""Columns that only make links, and days as programs read them."""
NOTHING: Final = "–"
WHOLE_ROW: Final = "the row"
"""What is provisional of a row that would not be there without returns that wait."""
AT_ONCE, FIRST = 150, 100
"""Rows that a table on a page comes with, and those that come of a longer one."""
MOST_NAMED: Final = 5
"""Names that a cell of those rows lists."""
UNIT: Final = re.compile(r"\((%|£ a year)\)$")
"""How a label says the unit of its numbers."""
KINDS: Final = {"b": "yes_no", "i": "number", "u": "number", "f": "number", "M": "date"}
"""What a column holds, by the kind of its type in numpy; anything else is text."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
"""As browsers write them in British English."""


def tidy(rendered: Rendered) -> DataFrame:
    """Return the rows a reader gets: the chart's columns in order, of plain values; None where nothing is known."""
    return DataFrame(_columns(rendered), dtype=object)


def payload(rendered: Rendered) -> dict[str, Any]:
    """Return the JSON form: rows with everything that a figure must say of itself."""
    question, columns = rendered.question, _columns(rendered)
    return {
        "key": rendered.chart.key,
        "question": rendered.chart.question,
        "headline": rendered.headline,
        "subtitle": rendered.subtitle,
        "text": rendered.text,
        "message": rendered.reason_empty,
        "source": rendered.source,
        "as_at": question.on.date().isoformat(),
        "filters": question.selection,
        "counting_rule": counting_rule(rendered.chart, question),
        "illustrative": rendered.illustrative,
        "store_version": question.programme.store_version,
        "ways": ways_of(rendered),
        "columns": [_column(rendered, key, label) | _unit(label) for key, label in rendered.columns.items()],
        "rows": [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    }


def ways_of(rendered: Rendered) -> dict[str, Any] | None:
    """Return where the marks and numbers of an answer lead; None where there is nothing, or nowhere to go."""
    leads = rendered.chart.leads
    if rendered.reason_empty or leads is None:
        return None
    return (leads(rendered.question) if callable(leads) else leads).ways(rendered.frame, rendered.question)


def behind_of(rendered: Rendered) -> Mapping[str, str]:
    """Return where the rows are behind a chart whose marks stand for none, by what a link says."""
    behind = rendered.chart.behind
    return {} if behind is None or rendered.reason_empty else behind(rendered.question)


def first_rows(rendered: Rendered) -> dict[str, Any]:
    """Return the table as a page comes with it: rows as lists of cells, in the order of the columns, and their `total`.

    Of a long table it has the first ones; the page asks for the others when somebody looks for them.
    """
    total = len(rendered.frame)
    is_part = total > AT_ONCE
    shown = replace(rendered, frame=rendered.frame.head(FIRST)) if is_part else rendered
    cells = _columns(shown).values()
    return {
        "question": shown.chart.question,
        "subtitle": shown.subtitle,
        "ways": ways_of(shown),
        "columns": [_column(shown, key, label) for key, label in shown.columns.items()],
        "rows": list(zip(*(map(_shortened, column) if is_part else column for column in cells), strict=True)),
        "total": total,
    }


def _shortened(value: object) -> object:
    """The first names of a cell that lists very many."""
    return words.first_of(value, most=MOST_NAMED) if isinstance(value, str) else value


def read_as(row: dict[str, Any], column: dict[str, Any]) -> Any:  # noqa: ANN401  (whatever a cell holds)
    """Return a value of a row as people read it: a code of a vocabulary in its words."""
    value = row[column["key"]]
    return column.get("words", {}).get(value, value)


def export_address(rendered: Rendered, form: str) -> str:
    """Return the address that gives this chart, with these filters, in another form."""
    question, chart = rendered.question, rendered.chart
    query = question.query_here if chart.subject == "none" else question.query_about(question.partnership)
    return f"/export/{chart.key}.{form}{query}"


def states_of(rendered: Rendered) -> dict[str, str]:
    """Return what a sentence says of each mark of a map: the label of its legend -> the state in words."""
    return {} if rendered.reason_empty else {MARKS[state].label: said for state, said in words.STATES.items()}


def orders_of(rendered: Rendered) -> dict[str, Any] | None:
    """Return the `names` of the drawn rows of a matrix, `by` label the orders in which they can be put, as the places
    of the names from top to bottom, and the values of the filter `lacks`: code, label, rows.
    """
    if rendered.reason_empty or not rendered.chart.orders:
        return None
    drawn, first = in_matrix(rendered), dict[str, int]()
    for place, name in enumerate(drawn["name"].tolist()):
        first.setdefault(name, place)
    rows, names = drawn.iloc[[*first.values()]], [*first]
    by = {label: _ordered(rows[column], names) for label, column in rendered.chart.orders.items()}
    missing = rendered.chart.missing(rendered.question) if rendered.chart.missing else None
    more = missing.orders if missing and len(names) == len(next(iter(missing.orders.values()))) else {}
    return {"names": names, "by": {**by, **more}, "lacks": missing.sectors if missing else []}


def chains_of(rendered: Rendered) -> list[list[tuple[str, str, str, str]]]:
    """Return the chains of what led to what, each step as its title, lever, beginning, and how it came of the last."""
    if rendered.reason_empty or not rendered.chart.follows:
        return []
    return [
        [
            (step.title, step.lever, words.day(step.on), _came(step.months, step.basis) if place else "")
            for place, step in enumerate(chain)
        ]
        for chain in followed(rendered.frame)
    ]


def _came(months: float, basis: str) -> str:
    """After how long a step came, and who says so: "after 7 months, reported"."""
    return ", ".join(part for part in (f"after {words.months(months)}", basis.lower()) if part)


def _ordered(column: "Series[Any]", names: list[str]) -> list[int]:
    """The places of rows by a column and then by name; what is not known comes last."""
    values = [
        (
            is_missing,
            "" if is_missing else in_order(value) if isinstance(value, str) else value,
            in_order(name),
        )
        for is_missing, value, name in zip(column.isna().tolist(), column.tolist(), names, strict=True)
    ]
    return sorted(range(len(names)), key=values.__getitem__)


def in_matrix(rendered: Rendered) -> DataFrame:
    """Return the rows of the frame that a matrix draws: of very many the first."""
    drawn = sum(len(signs["x"]) for signs in rendered.figure["data"]) if rendered.figure else 0
    return rendered.frame.head(drawn)


def is_seen(column: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Whether a table for people has the column: no keys that only make links, and no mark that no row has."""
    is_mark = column["key"] == IS_ILLUSTRATIVE
    return "unseen" not in column and (not is_mark or any(row[IS_ILLUSTRATIVE] for row in rows))


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A table as a reader reads it. `kinds` says of each column whether it holds number, date, yes_no or text."""

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart_table(rendered: Rendered) -> ChartTable:
    """Return the table of a chart, row by row as on the page."""
    answer = payload(rendered)
    columns = [column for column in answer["columns"] if is_seen(column, answer["rows"])]
    return ChartTable(
        labels=tuple(column["label"] for column in columns),
        kinds=tuple(column["kind"] for column in columns),
        rows=tuple(
            tuple(worded(read_as(row, column), kind=column["kind"]) for column in columns)
            for row in answer["rows"]
        ),
    )


def worded(value: object, *, kind: str) -> str:
    """Return one value as the page words it: 1,234.5; 31 Mar 2020; yes; a dash for what is not known."""
    if value is None or value == "":
        return NOTHING
    if kind == "yes_no":
        return "yes" if value else "no"
    if kind == "number" or isinstance(value, int | float):
        return words.plain(float(str(value)))
    return _day(str(value)) if kind == "date" else str(value)


def _day(text: str) -> str:
    year, month, on = text.split("-")
    return f"{int(on)} {MONTHS[int(month) - 1]} {year}"


def _column(rendered: Rendered, key: str, label: str) -> dict[str, Any]:
    """A column with its kind; one that holds codes has `words`, code -> words, for those who read them, and one that
    no table for people has is `unseen`.
    """
    kind = _kind(rendered.frame, key)
    said = rendered.chart.codes.get(key)
    is_unseen = key in UNSEEN or (key == SLUGS and kind == "text")
    return {
        "key": key,
        "label": label,
        "kind": kind,
        **({"words": dict(said)} if said else {}),
        **({"unseen": True} if is_unseen else {}),
    }


def _unit(label: str) -> dict[str, str]:
    """The unit of the numbers of a column, where its label has one."""
    found = UNIT.search(label)
    return {"unit": found[1]} if found else {}


def _kind(frame: DataFrame, key: str) -> str:
    if key == IS_ILLUSTRATIVE:
        return "yes_no"
    return KINDS.get(frame[key].dtype.kind, "text") if key in frame else "text"


@cached(most=64)
def _columns(rendered: Rendered) -> Columns:
    """The columns a reader gets as plain values; a column that the frame has not is empty. A paper asks thrice."""
    held = _held(rendered, rendered.frame)
    provisional = {IS_PROVISIONAL: _provisional(rendered, held)} if IS_PROVISIONAL in held else {}
    return held | provisional | {IS_ILLUSTRATIVE: _resting(rendered, held)}


def _provisional(rendered: Rendered, held: Columns) -> list[str | None]:
    """Of each row, which cells would be others without returns that wait for a decision; the row, where it would not be
    there.
    """
    accepted = rendered.question.accepted
    if accepted is rendered.question:
        return [None] * len(rendered.frame)
    before = _held(rendered, _frame_of(rendered, accepted))
    others = [key for key in held if key not in (IS_PROVISIONAL, IS_ILLUSTRATIVE)]
    names = [SLUG] if SLUG in held else [key for key in others if not _is_measured(rendered.frame, key)]
    cells = [key for key in others if key not in names]
    known = dict(zip(_named(before, names), _rows_of(before, cells), strict=True))
    told: list[str | None] = []
    for name, row in zip(_named(held, names), _rows_of(held, cells), strict=True):
        was = known.get(name)
        changed = [key for key, one, old in zip(cells, row, was or row, strict=True) if one != old]
        labels = "; ".join(rendered.columns[key] for key in changed)
        told.append(WHOLE_ROW if was is None else labels or None)
    return told


def _rows_of(columns: Columns, names: list[str]) -> list[tuple[Any, ...]]:
    if not names:
        return [()] * len(columns[IS_ILLUSTRATIVE])
    return list(zip(*(columns[name] for name in names), strict=True))


def _named(columns: Columns, names: list[str]) -> list[tuple[Any, ...]]:
    """What each row is about; of several about the same, which of them it is."""
    times: Counter[tuple[Any, ...]] = Counter()
    told = []
    for name in _rows_of(columns, names):
        times[name] += 1
        told.append((*name, times[name]))
    return told


def _is_measured(frame: DataFrame, key: str) -> bool:
    """Whether a column holds what is counted or measured, and not what its rows are about."""
    return key in frame and frame[key].dtype.kind in "biuf"


def _held(rendered: Rendered, frame: DataFrame) -> Columns:
    return {key: _values(frame[key]) if key in frame else [None] * len(frame) for key in rendered.columns}


def _resting(rendered: Rendered, held: Columns) -> list[bool]:
    """Whether each row rests on an illustrative row: it is marked so, or would not be the same without any."""
    marks = [bool(mark) for mark in held[IS_ILLUSTRATIVE]]
    if not rendered.illustrative or all(marks):
        return marks
    published = _frame_of(rendered, rendered.question.published)
    if SLUG in rendered.columns and SLUG in published:
        published = published[published[SLUG].isin(rendered.frame[SLUG])]  # no other row can be the same
    without = _held(rendered, published)
    keys = [key for key in held if key != IS_ILLUSTRATIVE]
    same = set(zip(*(without[key] for key in keys), strict=True))
    rows = zip(*(held[key] for key in keys), strict=True)
    return [mark or row not in same for mark, row in zip(marks, rows, strict=True)]


def _frame_of(rendered: Rendered, question: Question) -> DataFrame:
    """The rows of the same chart for another question."""
    chart = rendered.chart
    try:
        frame, _ = answered(chart, as_complete(question, chart.draws_on))
    except UnknownPartnership:
        return DataFrame()
    return frame


def _whole(value: Any) -> Any:  # noqa: ANN401  (whatever a cell holds)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _values(column: "Series[Any]") -> list[Any]:
    """Dates as ISO text, None where nothing is known, whole numbers as such, others to ten decimals: they are rounded
    where they are printed.
    """
    kind = column.dtype.kind
    if kind in "biu":
        return column.tolist()
    if kind == "M":
        values: list[Any] = np.datetime_as_string(column.to_numpy().astype("datetime64[D]")).tolist()
    elif kind == "f":
        values = list(map(_whole, column.to_numpy().round(10).tolist()))
    else:
        values = [_whole(one.item() if isinstance(one, np.generic) else one) for one in column.tolist()]
    missing = column.isna().to_numpy()
    return (
        [None if gone else value for value, gone in zip(values, missing, strict=True)]
        if missing.any()
        else values
    )
