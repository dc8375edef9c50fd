"""Search: partnerships by any name they had, places, organisations, pages, charts and terms, each with its address."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Final, NamedTuple

import orjson
from flask import Flask, Response, request
from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.charts.render import CHARTS
from dashboard.filters import Filters
from dashboard.glossary import TERMS
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared import places
from dashboard.indicators.shared.area_coverage import all_authorities
from dashboard.indicators.shared.illustrative import MARK
from dashboard.pages import PAGES, QuestionReader
from dashboard.question import Question
from dashboard.search import Names
from data.programme.programme import Programme
from data.taxonomy import SECTORS

MOST, MOST_ALIKE = 10, 4
"""Results that are shown, and of one kind as long as there are others."""
LOOKED_THROUGH: Final = 10 * MOST
GROUPS: Final = {"region": "Region", "ace_area": "Arts Council area", "bridge": "Bridge"}


class Found(NamedTuple):
    """What was found: its kind, its name, what tells it from others, and where it leads.

    `chosen` is the filter that it is, `anchor` its place on the page.
    """

    kind: str
    name: str
    note: str
    path: str
    chosen: str = ""
    anchor: str = ""


class Kind(NamedTuple):
    """All of one kind: its rank, the name and other words of each, and how one is said; None where not of the day."""

    rank: int
    names: Sequence[tuple[str, str]]
    found: Callable[[int, Question], Found | None]


def register(server: Flask, reader: QuestionReader) -> None:
    """Answer /search.json?q=<words>&<filters>."""
    server.add_url_rule("/search.json", "search", lambda: _answer(reader))


def _answer(reader: QuestionReader) -> Response:
    _, question = reader.question_for("/", f"?{request.query_string.decode('utf-8', 'replace')}")
    found = search(question, request.args.get("q", ""))
    return Response(
        orjson.dumps(found), content_type="application/json", headers={"Cache-Control": "no-cache"}
    )


def search(question: Question, asked: str) -> list[dict[str, str]]:
    """Return what is called so, the best first: kind, name, note, and an address that keeps how things are counted."""
    return [
        {"kind": one.kind, "name": one.name, "note": one.note, "href": _address(one, question)}
        for one in everything(question.visible).like(asked, question)
    ]


class Everything:
    """Whatever can be found in a programme."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self._ends = list(accumulate(len(kind.names) for kind in kinds))
        self._names = Names((*name, kind.rank) for kind in kinds for name in kind.names)

    def like(self, asked: str, question: Question) -> list[Found]:
        """The best, in the order of how well they fit; not many of one kind where there are others."""
        found = list(islice(self._each(asked, question), LOOKED_THROUGH))
        seen: Counter[str] = Counter()
        first: list[Found] = []
        rest: list[Found] = []
        for one in found:
            seen[one.kind] += 1
            (first if seen[one.kind] <= MOST_ALIKE else rest).append(one)
        shown = {*first[:MOST], *rest[: max(0, MOST - len(first))]}
        return [one for one in found if one in shown]

    def _each(self, asked: str, question: Question) -> Iterator[Found]:
        for place in self._names.like(asked):
            at = bisect_right(self._ends, place)
            found = self._kinds[at].found(place - (self._ends[at - 1] if at else 0), question)
            if found:
                yield found


@cached()
def everything(programme: Programme) -> Everything:
    """Return whatever can be found in a programme."""
    return Everything(
        [
            _partnerships(programme),
            _groups(programme),
            _authorities(programme),
            *_of_the_product(),
            _seats(programme),
        ]
    )


def _partnerships(programme: Programme) -> Kind:
    frame = programme.partnerships
    slugs, names, bridges = (frame[name].to_list() for name in ("partnership", "name", "bridge"))
    former = frame["former_name"].fillna("").to_list()

    def found(at: int, question: Question) -> Found:
        once = f"formerly {former[at]}" if former[at] else ""
        note = _joined(once, question.known["bridge"].get(bridges[at], ""))
        return Found("Partnership", names[at], note, f"/partnerships/{slugs[at]}")

    return Kind(0, list(zip(names, former, strict=True)), found)


def _groups(programme: Programme) -> Kind:
    groups = programme.area_groupings.drop_duplicates(["grouping", "group_code"], keep="last")
    rows = [
        (key, code, label)
        for key in GROUPS
        for code, label in groups.loc[groups["grouping"] == key, ["group_code", "group_name"]].itertuples(
            index=False
        )
    ]

    def found(at: int, _: Question) -> Found:
        key, code, label = rows[at]
        return Found(GROUPS[key], label, "its partnerships", "/partnerships", f"{key}={code}")

    return Kind(1, [(label, GROUPS[key]) for key, _, label in rows], found)


def _authorities(programme: Programme) -> Kind:
    frame = all_authorities(programme).drop_duplicates("area_code", keep="last")
    codes, names = frame["area_code"].to_list(), frame["name"].to_list()

    def found(at: int, question: Question) -> Found | None:
        row = _of_the_day(programme, question).get(codes[at])
        if row is None:
            return None
        return Found("Authority", names[at], _joined(*row), "/partnerships", f"area={codes[at]}")

    return Kind(1, [(name, "") for name in names], found)


def _of_the_day(programme: Programme, question: Question) -> dict[str, tuple[str, str]]:
    """The authorities of the as-at date: code -> region and bridge."""
    return _regions(programme, places.last_change_before(programme, question.on))


@cached(most=16)
def _regions(programme: Programme, on: Timestamp) -> dict[str, tuple[str, str]]:
    frame = places.authorities(programme, on).fillna({"region": "", "bridge": ""})
    return {
        code: (region, bridge)
        for code, region, bridge in frame[["area_code", "region", "bridge"]].itertuples(index=False)
    }


def _seats(programme: Programme) -> Kind:
    """Organisations, each once for every partnership at whose table it is or was."""
    frame = _seated(programme)
    names, sectors, tables, called = (
        frame[name].to_numpy(dtype=object) for name in ("name", "sector", "partnership", "called")
    )
    made_up = frame["is_illustrative"].to_numpy()
    begun, ended = frame["from_date"].to_numpy(), frame["to_date"].to_numpy()

    def found(at: int, question: Question) -> Found | None:
        on = question.on.to_datetime64()
        if begun[at] > on:
            return None
        table = f"{'once ' if ended[at] <= on else ''}at the table of {called[at]}"
        note = _joined(SECTORS[sectors[at]].label, table, MARK.lower() if made_up[at] else "")
        return Found("Organisation", names[at], note, f"/partnerships/{tables[at]}", anchor="members")

    return Kind(3, [(name, "") for name in names], found)


def _seated(programme: Programme) -> DataFrame:
    """Columns: organisation, partnership, name, sector, called (the partnership), dates, is_illustrative."""
    last = programme.memberships.drop_duplicates(["organisation", "partnership"], keep="last")
    organisations = programme.organisations[["organisation", "name", "sector"]]
    partnerships = programme.partnerships[["partnership", "name"]].rename(columns={"name": "called"})
    return last.merge(organisations, on="organisation").merge(partnerships, on="partnership")


def _of_the_product() -> list[Kind]:
    """What there is whatever the store holds: pages, terms, indicators, charts, sectors."""
    pages = [page for page in PAGES if page.name]
    holding = {key: page for page in reversed(pages) for key, _ in page.charts}
    shown = [(CHARTS[key], page) for key, page in holding.items()]
    kinds: list[list[tuple[tuple[str, str], Found]]] = [
        [((one.name, one.question), Found("Page", one.name, one.question, one.path)) for one in pages],
        [
            (
                (one.name, " ".join(one.others)),
                Found("Term", one.name, one.meaning, "/method", anchor=one.anchor),
            )
            for one in TERMS
        ],
        [
            (
                (one.name, one.key),
                Found("Indicator", one.name, one.definition, "/method", anchor=f"indicator-{one.key}"),
            )
            for one in INDICATORS
        ],
        [
            (
                (chart.question, f"{chart.key} {chart.indicator}"),
                Found(
                    "Chart", chart.question, f"on the page {page.name}", page.path, anchor=f"card-{chart.key}"
                ),
            )
            for chart, page in shown
        ],
        [
            (
                (one.label, ""),
                Found(
                    "Sector",
                    one.label,
                    "partnerships with a member of it",
                    "/partnerships",
                    f"sector={one.code}",
                ),
            )
            for one in SECTORS.values()
        ],
    ]
    return [Kind(2, [words for words, _ in some], lambda at, _, some=some: some[at][1]) for some in kinds]  # type: ignore[misc]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _address(found: Found, question: Question) -> str:
    """Where it leads: with all filters where it is looked at, with how things are counted where it is one itself."""
    asked = question.filters
    if found.chosen:
        counting = ("as_at", "since", "emerging", "existing", "illustrative", "need", "method")
        asked = Filters(**{key: getattr(asked, key) for key in counting})
    query = "&".join(part for part in (asked.to_query(), found.chosen) if part)
    return f"{found.path}{f'?{query}' if query else ''}{f'#{found.anchor}' if found.anchor else ''}"
