"""A store in which every word and key says whose it is, and one in which all that is others' is different."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import CheckConstraint, Engine, Float, String, Table, select

from data.returns import imports
from data.returns.imports import Quarter
from data.returns.imports.review import fingerprint
from data.returns.reader import Source
from data.store import schema
from data.store.engine import open_store, transaction
from data.store.migrate import initialise

OWN: Final = "a-new-direction"
"""The bridge of which somebody asks; two of the others have whatever people write, too."""
OTHERS: Final = ("artswork", "real-ideas")
QUARTER: Final = date(2020, 3, 31)
LONG_AGO: Final = datetime(2020, 4, 21, 9, tzinfo=UTC)

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Owners = frozenset[str]

PUBLIC: Final = frozenset(
    {
        "area", "area_grouping", "area_measure", "area_statistic", "area_succession", "boundary_area",
        "boundary_file", "boundary_set", "event", "published_count", "record_end", "store_meta", "target",
    }
)  # fmt: skip
"""Tables that say the same to everybody."""
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "partnership": ("bridge", "evidence_on"),
    "support": ("bridge",),
    "evidence": ("value",),
    "attention_state": ("reason",),
}
"""Columns of the others that hold no words of anybody, but a code or a date."""
ADDRESSES: Final = ("website", "address")


class Marks(NamedTuple):
    """What a marked store says of whom: a word for each group of bridges whose alone something is."""

    of: Mapping[Owners, str]

    def withheld_from(self, bridges: Collection[str]) -> tuple[str, ...]:
        """The words that somebody with these bridges may not read anywhere."""
        return tuple(mark for owners, mark in self.of.items() if owners.isdisjoint(bridges))


def mark(number: int) -> str:
    """A word that is in no text: small letters alone, so that keys and names may have it."""
    return f"zq{chr(97 + number // 26)}{chr(97 + number % 26)}xqz"


def rows_of(engine: Engine) -> Rows:
    """Every row of a store, by table."""
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in schema.TABLES
        }


def owners_of(rows: Rows) -> dict[str, dict[Any, Owners]]:
    """Whose each row is that others hang on: table -> key -> bridges."""
    bridge = {row["partnership"]: frozenset({row["bridge"]}) for row in rows["partnership"]}
    found: dict[str, dict[Any, Owners]] = {
        "partnership": bridge,
        **{
            table: {row[table]: bridge[row["partnership"]] for row in rows[table]}
            for table in ("activity", "meeting", "action")
        },
        "support": {row["support"]: frozenset({row["bridge"]}) for row in rows["support"]},
    }
    seen: defaultdict[str, Owners] = defaultdict(frozenset)
    for row in rows["membership"]:
        seen[row["organisation"]] |= bridge[row["partnership"]]
    for row in rows["attendance"]:
        seen[row["organisation"]] |= found["meeting"][row["meeting"]]
    return {
        **found,
        "organisation": {row["organisation"]: seen[row["organisation"]] for row in rows["organisation"]},
    }


def free_text(table: Table) -> Iterator[str]:
    """The columns of a table that hold words or keys of its own: no vocabulary, no key of another table."""
    known = {
        str(check.sqltext).partition(" IN ")[0]
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    for column in table.columns:
        is_free = isinstance(column.type, String) and column.name not in known and not column.foreign_keys
        if is_free and column.name not in CODES.get(table.name, ()):
            yield column.name


class Marking:
    """Gives the rows of a demo store their marks; where some bridges are `kept`, what is not theirs is different."""

    def __init__(self, rows: Rows, *, kept: Owners | None = None) -> None:
        self._rows, self._owners, self._kept = rows, owners_of(rows), kept
        self._about = {
            table: {row[table]: row["partnership"] for row in rows[table]}
            for table in ("activity", "meeting", "action", "support")
        }
        whose = {owners for keys in self._owners.values() for owners in keys.values()}
        self.marks = Marks({one: mark(place) for place, one in enumerate(sorted(whose, key=sorted))})

    def word(self, *owners: str) -> str:
        """The word of those whose something is; another one where it is of nobody who is kept."""
        word = self.marks.of[frozenset(owners)]
        return word if self.is_kept(*owners) else word.replace("zq", "zj")

    def is_kept(self, *owners: str) -> bool:
        """Whether what is theirs is the same in every store."""
        return self._kept is None or not self._kept.isdisjoint(owners)

    def rows(self, table: Table) -> list[Row]:
        """The rows of a table, marked."""
        rows = self._rows[table.name]
        return (
            rows
            if table.name in PUBLIC
            else [self._marked(table, row) for row in rows if self._stays(table, row)]
        )

    def _keys(self, table: Table, row: Row) -> dict[str, tuple[str, str]]:
        """Column -> the table that it has a key of, and the key: what a row is, and what it hangs on."""
        own = {table.name: (table.name, row[table.name])} if table.name in self._owners else {}
        others = {
            column.name: (key.column.table.name, row[column.name])
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name in self._owners and row[column.name] is not None
        }
        return own | others

    def _stays(self, table: Table, row: Row) -> bool:
        return all(self._is_there(*key) for key in self._keys(table, row).values())

    def _is_there(self, table: str, key: str) -> bool:
        """Whether a row is there: of others only every other partnership is, with what hangs on it."""
        about = key if table == "partnership" else self._about.get(table, {}).get(key)
        if about is None or self.is_kept(*self._owners["partnership"][about]):
            return True
        return sum(map(ord, about)) % 2 == 0

    def _marked(self, table: Table, row: Row) -> Row:
        keys = self._keys(table, row)
        owners = next((self._owners[of][key] for of, key in keys.values()), frozenset[str]())
        said = {name: self._said(name, row[name], owners) for name in free_text(table)}
        named = {name: self._said(name, key, self._owners[of][key]) for name, (of, key) in keys.items()}
        if self.is_kept(*owners):
            return row | said | named
        numbers = [column.name for column in table.columns if isinstance(column.type, Float)]
        changed = {name: 3 * row[name] + 1 for name in numbers if row[name] is not None and name != "share"}
        return row | said | named | changed

    def _said(self, name: str, text: str | None, owners: Owners) -> str | None:
        if not text:
            return text
        word = self.word(*owners)
        if name in ADDRESSES:
            return text.replace("://", f"://{word}.")
        is_key = text.islower() and " " not in text
        return f"{word}-{text}" if is_key else f"{word.capitalize()} {text}"


def build(demo: str, address: str, *, kept: Owners | None = None) -> Marks:
    """A store made of a demo store, marked; what people write is in it of `OWN` and of `OTHERS`."""
    engine = open_store(demo)
    marking = Marking(rows_of(engine), kept=kept)
    engine.dispose()
    engine = open_store(address, create=True)
    initialise(engine, name="A marked store")
    with transaction(engine) as connection:
        for table in schema.TABLES:
            if table.name != "store_meta" and (rows := marking.rows(table)):
                connection.execute(table.insert(), rows)
    with transaction(engine) as connection:
        connection.execute(schema.role.insert(), {"id": 1, "name": "viewer"})
    for number, bridge in enumerate((OWN, *OTHERS), start=1):
        write(engine, bridge, marking)
        let_in(engine, bridge, marking, number)
    with transaction(engine) as connection:
        for column in (schema.import_batch.c.imported_at, schema.return_step.c.at):
            connection.execute(column.table.update().values({column: LONG_AGO}))
    engine.dispose()
    return marking.marks


def write(engine: Engine, bridge: str, marking: Marking) -> None:
    """What people of a bridge write, load and hand in, each with the word of the bridge in it."""
    word = marking.word(bridge)
    with engine.connect() as connection:
        of = schema.partnership.c
        first = select(of.partnership, of.name).where(of.bridge == bridge).order_by("partnership").limit(1)
        slug, name = connection.execute(first).one()
    said, who = f"{word.capitalize()} says", f"{word.capitalize()} Ann"
    whose = {"who": who, "bridges": bridge}
    written: dict[str, Row] = {
        "comments": {"comment": f"{word}-c", "chart": "by-region", "filters": "?", "wording": said, "figure": said,
                     "written_on": "2020-04-01", **whose},
        "saved_views": {"saved_view": f"{word}-v", "name": said, "address": f"/partnerships/{slug}",
                        "saved_on": "2020-04-01", **whose},
        "paper_drafts": {"paper_draft": f"{word}-d", "name": said, "query": f"title={word}&chart=by-region",
                         "figures": "[]", "as_at": "2020-03-31", "saved_on": "2020-04-01", **whose},
        "packs": {"pack": f"{word}-p", "name": said, "kind": "paper", "every": "quarter", "days_after": 7,
                  "address": f"chart=by-region&title={word}", "forms": "docx", "recipients": f"ann@{word}.example",
                  "saved_on": "2020-04-01", **whose},
        "attention_states": {"partnership": slug, "reason": "dormant", "state": "called", "held_on": "2020-03-27",
                             "note": said, "who": who},
    }  # fmt: skip
    for kind, row in written.items():
        imports.put(engine, kind, [row], title=f"{said}: {kind}", who=who)
    loaded = _sent(
        f"{word} - partnerships.csv",
        "partnership,name,website",
        f"{slug},{name},https://{word}.example/loaded",
    )
    imports.load(engine, imports.prepare(engine, (loaded,)), who=who, note=said)
    of_quarter = Quarter(bridge, QUARTER, date(2020, 4, 20))
    numbers = []
    for purpose in ("decision", "recruitment", "ideation"):
        rows = f"{word}-{purpose},{slug},2020-02-04,closed_meeting,{purpose},held"
        file = _sent(f"{word} - meetings.csv", "meeting,partnership,held_on,format,purpose,state", rows)
        plan = imports.prepare(engine, (file,), of=of_quarter)
        numbers.append(imports.hand_in(engine, plan, (file,), sender=who, note=said))
    bea = f"{word.capitalize()} Bea"
    imports.send_back(engine, numbers[1], who=bea, comment=said)
    imports.accept(engine, numbers[2], who=bea, seen=fingerprint(imports.plan_of(engine, numbers[2])))
    with transaction(engine) as connection:
        connection.execute(
            schema.mapping.insert(),
            {"mapping": f"{word}-list", "decisions": {}, "kept_on": date(2020, 4, 1), "who": who},
        )
        connection.execute(
            schema.pack_run.insert(),
            {"pack": f"{word}-p", "due_on": date(2020, 4, 7), "made_at": LONG_AGO, "store_version": 1,
             "files": [f"{word}.docx"], "unsent": [f"ann@{word}.example"], "problem": said},
        )  # fmt: skip


def let_in(engine: Engine, bridge: str, marking: Marking, number: int) -> None:
    """An account of a bridge that only reads; its session is called by the word of the bridge."""
    word = marking.word(bridge)
    made = {
        "id": number,
        "email": f"ann@{word}.example",
        "name": f"{word.capitalize()} Ann",
        "made_at": LONG_AGO,
    }
    with transaction(engine) as connection:
        connection.execute(schema.account.insert(), {**made, "fs_uniquifier": f"{word}-session"})
        connection.execute(schema.account_role.insert(), {"account": number, "role": 1})
        connection.execute(schema.account_bridge.insert(), {"account": number, "bridge": bridge})


def _sent(name: str, *lines: str) -> Source:
    return Source(name, "\n".join([*lines, ""]).encode())
