"""What every route says, and to whom: a route that is not in this table fails the tests."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, func, select

from dashboard.charts.render import CHARTS
from dashboard.exports.forms import PAPER_FORMS, STORE_FORMS
from dashboard.pages import PAGES
from data.returns.templates import FORMS as TEMPLATE_FORMS
from data.store import schema
from tests.dashboard.leaks.marked import Marks, mark


class Says(StrEnum):
    """What an answer depends on."""

    THE_SAME = "the same to everybody, and nothing that anybody handed in"
    OWN = "what whoever asks may see, and of all else as of what never was"


class Things(NamedTuple):
    """Something of each kind that belongs to one bridge, as an address or a body names it."""

    word: str
    slug: str
    organisation: str
    second: str
    activity: str
    comment: str
    view: str
    draft: str
    pack: str
    mapping: str
    batch: str
    review: str

    def within(self, text: str) -> str:
        """A text with these things in the places that are kept for them."""
        for name, value in self._asdict().items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def without(self, text: str, asked: str) -> str:
        """A text in which nobody reads any more which of these things were asked for, by an address or a body."""
        for name, value in sorted(self._asdict().items(), key=lambda one: -len(one[1])):
            if not value.isdigit() or f"{{{name}}}" in asked:
                text = re.sub(
                    rf"\b{value}\b" if value.isdigit() else re.escape(value), "…", text, flags=re.IGNORECASE
                )
        return text

    def body(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A body with these things in it; a number where that alone is asked for."""
        text = self.within(
            json.dumps(asked).replace('"{batch}"', "{batch}").replace('"{review}"', "{review}")
        )
        return dict(json.loads(text))


NEVER: Final = mark(24)
"""A word that nothing in any store has, and as much like the others as they are like each other."""


def things_of(engine: Engine, marks: Marks, bridge: str) -> Things:
    """What there is of a bridge in a marked store."""
    word = marks.of[frozenset({bridge})]
    partnership, review = schema.partnership.c, schema.return_review.c
    with engine.connect() as connection:
        slug = connection.scalar(
            select(func.min(partnership.partnership)).where(partnership.bridge == bridge)
        )
        first, last = (
            connection.scalar(select(of(column)).where(column.startswith(f"{word}-")))
            for of in (func.min, func.max)
            for column in (schema.organisation.c.organisation,)
        )
        activity = connection.scalar(
            select(func.min(schema.activity.c.activity)).where(
                schema.activity.c.activity.startswith(f"{word}-")
            )
        )
        number = connection.scalar(select(func.max(review.batch)).where(review.bridge == bridge))
        returned = connection.scalar(select(func.min(review.number)).where(review.bridge == bridge))
    written = (f"{word}-{kind}" for kind in ("c", "v", "d", "p", "list"))
    return Things(word, str(slug), str(first), str(last), str(activity), *written, str(number), str(returned))


def never_was(others: Things) -> Things:
    """Things as long as somebody's, that never were."""
    texts = [value.replace(others.word, NEVER) for value in others[:-2]]
    return Things(*texts, "9998", "9999")


class Seen(NamedTuple):
    """What a route says, and the addresses under which it is asked; bodies where it takes any."""

    says: Says
    asked: Sequence[str] = ()
    bodies: Sequence[Mapping[str, Any]] = ()


NEEDED: Final = tuple(key for key, chart in CHARTS.items() if chart.subject == "needed")
FILTERS: Final = (
    "", "provisional=show", "as_at=2019-03-31&since=2016-01-01&illustrative=hide", "bridge=artswork",
    "bridge=a-new-direction&include=emerging&include=existing&method=weighted",
    "region=E12000008&quality=two-open-statuses",
    "sector=school&need=children&status=established",
)  # fmt: skip
LISTS: Final = tuple(page.path for page in PAGES if page.narrows and "partnership" in page.narrows)


def of_charts(form: str, query: str = "") -> Iterator[str]:
    """The address of every chart in a form."""
    for key, chart in CHARTS.items():
        about = "partnership={slug}" if chart.subject == "needed" else ""
        yield f"/export/{key}.{form}?{'&'.join(part for part in (query, about) if part)}"


def _bodies(*rows: Mapping[str, Any], **always: Any) -> tuple[Mapping[str, Any], ...]:
    return tuple({**always, **row} for row in rows)


NAMED: Final = (
    {"kind": "comments", "key": ["{comment}"]},
    {"kind": "saved_views", "key": ["{view}"]},
    {"kind": "paper_drafts", "key": ["{draft}"]},
    {"kind": "packs", "key": ["{pack}"]},
    {"kind": "attention_states", "key": ["{slug}", "dormant"]},
)
"""What somebody wrote, by its key."""
WHO: Final = {"who": "Ed"}
ROUTES: Final[Mapping[str, Seen]] = {
    "/": Seen(Says.OWN, ("/",)),
    "/<path:path>": Seen(
        Says.OWN,
        (*(page.path for page in PAGES), "/partnerships/{slug}", "/nowhere/{slug}",
         *(f"{path}?partnership={{slug}}" for path in (*LISTS, "/pilots", "/data")),
         "/paper?draft={draft}", "/coverage?compare=2019-03-31"),
    ),
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Seen(Says.THE_SAME),
    "/_dash-dependencies": Seen(Says.THE_SAME, ("/_dash-dependencies",)),
    "/_dash-layout": Seen(Says.OWN),  # asked from every page, by its referrer
    "/_dash-update-component": Seen(Says.OWN),  # asked for every page, by its body
    "/_favicon.ico": Seen(Says.THE_SAME, ("/_favicon.ico",)),
    "/_reload-hash": Seen(Says.THE_SAME, ("/_reload-hash",)),
    "/api/indicators": Seen(
        Says.OWN, ("/api/indicators", "/api/indicators?illustrative=hide", "/api/indicators?partnership={slug}")
    ),
    "/assets/<path:filename>": Seen(Says.THE_SAME, ("/assets/paper.css",)),
    "/static/<path:filename>": Seen(Says.THE_SAME, ("/static/{slug}",)),
    "/board-pack.<form>": Seen(
        Says.OWN,
        (*(f"/board-pack.{form}" for form in ("html", "json")),
         *(f"/board-pack.{form}?chart=by-region&chart=partnership-status&partnership={{slug}}&title={{word}}"
           for form in (*PAPER_FORMS, "json")),
         "/board-pack.html?chart=partnership-status&partnership={slug}"),
    ),
    "/cards/<key>.json": Seen(
        Says.OWN,
        (*(f"/cards/{key}.json" for page in PAGES for key in page.later),
         "/cards/{slug}.json", "/cards/need-and-coverage.json?partnership={slug}"),
    ),
    "/choices.json": Seen(Says.OWN, ("/choices.json?of=bridge&of=sector&of=area&of=reason&of=quality&of=county",)),
    "/data/added": Seen(Says.OWN, ("/data/added",)),
    "/data/added/keep": Seen(Says.OWN, bodies=({},)),
    "/data/added/load": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/added/look": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/added/remove": Seen(Says.OWN, bodies=({"set": "lad-{word}"},)),
    "/data/changes/<int:batch>": Seen(Says.OWN, ("/data/changes/{batch}",)),
    "/data/changes/<int:batch>.csv": Seen(Says.OWN, ("/data/changes/{batch}.csv",)),
    "/data/check": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/discard": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/figures/<int:batch>": Seen(Says.OWN, ("/data/figures/{batch}",)),
    "/data/hand-in": Seen(Says.OWN, bodies=({"key": "{word}", **WHO},)),
    "/data/intake": Seen(Says.OWN, ("/data/intake",)),
    "/data/lists": Seen(Says.OWN, ("/data/lists",)),
    "/data/lists/load": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/lists/look": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/lists/read": Seen(Says.OWN, bodies=({"kept": "{mapping}"},)),
    "/data/load": Seen(Says.OWN, bodies=({"key": "{word}"},)),
    "/data/marked-up/<key>.xlsx": Seen(Says.OWN, ("/data/marked-up/{word}.xlsx",)),
    "/data/organisations": Seen(Says.OWN, ("/data/organisations", "/data/organisations?q={organisation}")),
    "/data/organisations/look": Seen(Says.OWN, bodies=({"kept": "{organisation}", "gone": "{second}"},)),
    "/data/organisations/merge": Seen(
        Says.OWN, bodies=({"kept": "{organisation}", "gone": "{second}", **WHO},)
    ),
    "/data/packs": Seen(Says.OWN, ("/data/packs",)),
    "/data/packs/add": Seen(
        Says.OWN,
        bodies=_bodies(
            {"kind": "paper", "address": "partnership={slug}&chart=partnership-status"},
            {"kind": "worse", "bridge": "{word}"},
            name="New", every="quarter", forms=["docx"], recipients="a@b.example", **WHO,
        ),
    ),
    "/data/packs/make": Seen(Says.OWN, bodies=({"pack": "{pack}"}, {"pack": "{word} says"})),
    "/data/request": Seen(Says.OWN, ("/data/request?to=A%20New%20Direction", "/data/request?to={word}")),
    "/data/review/<int:number>": Seen(Says.OWN, ("/data/review/{review}",)),
    "/data/review/accept": Seen(Says.OWN, bodies=({"number": "{review}", "seen": "x", **WHO},)),
    "/data/review/back": Seen(Says.OWN, bodies=({"number": "{review}", "comment": "x", **WHO},)),
    "/data/review/take": Seen(Says.OWN, bodies=({"number": "{review}", **WHO},)),
    "/data/template.<form>": Seen(
        Says.OWN, tuple(f"/data/template.{form}?partnership={{slug}}" for form in TEMPLATE_FORMS)
    ),
    "/data/undo": Seen(Says.OWN, bodies=({"batch": "{batch}", **WHO},)),
    "/data/upload": Seen(Says.OWN, bodies=({},)),
    "/drafts.json": Seen(Says.OWN, ("/drafts.json",)),
    "/drafts/<key>.json": Seen(Says.OWN, ("/drafts/{draft}.json",)),
    "/export/<name>": Seen(
        Says.OWN,
        (*(f"/export/store.{form}" for form in STORE_FORMS),
         "/export/trajectory.csv-metadata.json", "/export/{slug}.csv",
         *(f"/export/quality-findings.json?{query}" for query in ("partnership={slug}", "rule=two-open-statuses"))),
    ),
    "/geo/<name>": Seen(Says.THE_SAME, ("/geo/{word}.geojson",)),
    "/glossary.json": Seen(Says.THE_SAME, ("/glossary.json",)),
    "/health/live": Seen(Says.THE_SAME, ("/health/live",)),
    "/health/ready": Seen(Says.THE_SAME, ("/health/ready",)),
    "/health/version": Seen(Says.THE_SAME, ("/health/version",)),
    "/notes/attention_states": Seen(
        Says.OWN,
        bodies=({"partnership": "{slug}", "reasons": ["dormant"], "state": "called", "held_on": "2020-03-27", **WHO},),
    ),
    "/notes/comments": Seen(
        Says.OWN,
        bodies=({"chart": "partnership-status", "path": "/partnerships/{slug}", "wording": "x", **WHO},),
    ),
    "/notes/drop": Seen(Says.OWN, bodies=_bodies(*NAMED, **WHO)),
    "/notes/events": Seen(Says.OWN, bodies=({"held_on": "{word}", **WHO},)),
    "/notes/next_quarter": Seen(Says.OWN, bodies=({"draft": "{draft}", **WHO},)),
    "/notes/paper_drafts": Seen(
        Says.OWN,
        bodies=_bodies(
            {"draft": "{draft}", "name": "x"}, {"draft": "{draft}", "query": "chart=by-region"},
            {"name": "y", "query": "partnership={slug}&chart=partnership-status"}, **WHO,
        ),
    ),
    "/notes/saved_views": Seen(Says.OWN, bodies=({"name": "x", "address": "/{slug}/none", **WHO},)),
    "/notes/undo": Seen(Says.OWN, bodies=_bodies(*NAMED, **WHO)),
    "/search.json": Seen(
        Says.OWN, ("/search.json?q={word}", "/search.json?q={organisation}", "/search.json?q=partnership")
    ),
    "/vendor/<name>": Seen(Says.THE_SAME, ("/vendor/{word}.css",)),
    "/account.json": Seen(Says.OWN, ("/account.json",)),
    "/account": Seen(Says.OWN, ("/account",)),
    **{
        f"/{path}": Seen(Says.OWN)  # of one's own account, before or after signing in
        for path in (
            "account/again", "account/password", "account/recovery-codes", "account/sign-out-everywhere", "sign-in",
            "sign-in/code", "sign-in/password", "sign-in/password/<token>", "sign-in/recovery-code", "sign-in/rescue",
            "sign-in/second-factor", "sign-in/second-factor/<token>", "sign-in/select", "sign-out",
        )
    },
    "/audit": Seen(Says.OWN, ("/audit", "/audit?about={slug}", "/audit?who={word}")),
    "/audit.csv": Seen(Says.OWN, ("/audit.csv", "/audit.csv?about={slug}")),
}  # fmt: skip
