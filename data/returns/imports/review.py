"""A return on its way through review: handed in, checked, sent back or accepted; only then are its rows in the store.

What was handed in lies in the store as it came, so that nothing of it is lost when a server stops. Every step is
written in one transaction with who took it; accepting is one with the loading of the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, select

from data.accounts import accounts_on
from data.errors import ChangeRefusedError, LoadRefusedError, StoreMovedOnError
from data.programme.visibility import Scope
from data.returns.imports.journal import Batch
from data.returns.imports.load import Plan, checksum, prepare, write_plan
from data.returns.imports.received import Quarter
from data.returns.imports.stored_rows import EVERYTHING
from data.returns.reader import Source
from data.returns.readings import Answers, answers_from_json, questions_as_json
from data.store.audit import Act, record_on
from data.store.engine import in_utc, reading, transaction
from data.store.info import written
from data.store.schema import (
    return_file,
    return_partnership,
    return_review,
    return_step,
)
from data.taxonomy import RETURN_STATES

OPEN = ("received", "in_check")
"""States in which a return waits for a decision."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did with a return, and when (in UTC)."""

    at: datetime
    state: str
    who: str
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A return that was handed in, as it stands; `who` took the last step, `batch` has its rows once it is accepted."""

    number: int
    title: str
    bridge: str
    period_end: date
    sender: str
    handed_in_on: date
    note: str | None
    state: str
    who: str
    comment: str | None
    replaced: bool
    batch: int | None
    answers: Answers
    steps: tuple[Step, ...]

    @property
    def quarter(self) -> Quarter:
        """The quarter that it is the return of, and when it came."""
        return Quarter(self.bridge, self.period_end, self.handed_in_on)


def hand_in(engine: Engine, plan: Plan, files: Sequence[Source], *, sender: str, note: str = "") -> int:
    """Put a return down for review, with its files; its number. The rows of the store stay as they are.

    Raises `LoadRefusedError` for a plan with errors, and `ChangeRefusedError` where this very return waits already.
    """
    asked, of = plan.incoming, plan.incoming.of
    if plan.is_refused:
        raise LoadRefusedError(*plan.reasons)
    if of is None:
        raise ChangeRefusedError("Say of which bridge and quarter it is the return.")
    if not plan.about:
        raise ChangeRefusedError("There is no row of any partnership in it: nothing to hand in.")
    said = note.strip() or None
    with transaction(engine) as connection:
        _refuse_again(connection, plan)
        values = {
            "title": ", ".join(file.name for file in plan.files),
            "sha256": checksum(plan),
            "replaced": plan.incoming.replace,
            "bridge": of.bridge,
            "period_end": of.period_end,
            "sender": sender,
            "handed_in_on": of.received_on,
            "note": said,
            "answers": questions_as_json(asked.questions, asked.answers) if asked.answers else None,
            "state": "received",
            "who": sender,
            "state_on": of.received_on,
        }
        made = connection.execute(return_review.insert().returning(return_review.c.number), values)
        number = int(made.scalar_one())
        connection.execute(
            return_partnership.insert(), [{"number": number, "partnership": one} for one in plan.about]
        )
        connection.execute(
            return_file.insert(),
            [
                {"number": number, "place": place, "name": file.name, "content": file.content}
                for place, file in enumerate(files)
            ],
        )
        _write_step(connection, number, "received", who=sender, comment=said)
        _record(connection, Act.HAND_IN, of_number(connection, number), who=sender)
    return number


def reviews(engine: Engine, *, scope: Scope = EVERYTHING) -> tuple[Review, ...]:
    """Every return that was handed in of the bridges that `scope` sees, the newest first."""
    with reading(engine) as connection:
        return reviews_on(connection, *_seen_by(scope))


def of_number(connection: Connection, number: int, *, scope: Scope = EVERYTHING) -> Review:
    """One return. Raises `ChangeRefusedError` where there is none that `scope` sees."""
    found = reviews_on(connection, return_review.c.number == number, *_seen_by(scope))
    if not found:
        raise ChangeRefusedError(f"There is no return {number}.")
    return found[0]


def _seen_by(scope: Scope) -> list[ColumnElement[bool]]:
    return [] if scope.bridges is None else [return_review.c.bridge.in_(sorted(scope.bridges))]


def plan_of(
    engine: Engine, number: int, *, indicators: Sequence[str] = (), scope: Scope = EVERYTHING
) -> Plan:
    """What accepting a return would do to the store now; nothing is written."""
    with reading(engine) as connection:
        review = of_number(connection, number, scope=scope)
        return plan_on(connection, review, indicators=indicators, scope=scope)


def plan_on(
    connection: Connection, review: Review, *, indicators: Sequence[str] = (), scope: Scope = EVERYTHING
) -> Plan:
    """As `plan_of`, as a part of the caller's reading: of what both may see, `scope` and who handed it in."""
    both = scope.within(scope_of_sender(connection, review))
    files = files_of(connection, review.number)
    return plan_of_files(connection, review, files, indicators=indicators, scope=both)


def plan_of_files(
    connection: Connection,
    review: Review,
    files: Sequence[Source],
    *,
    indicators: Sequence[str] = (),
    scope: Scope = EVERYTHING,
) -> Plan:
    """What accepting a return would do to the store that the connection sees, wherever its files lie."""
    return prepare(
        connection,
        files,
        indicators=indicators,
        replace=review.replaced,
        of=review.quarter,
        scope=scope,
        answers=review.answers,
    )


def scope_of_sender(connection: Connection, review: Review) -> Scope:
    """What who handed a return in may see now, by their account; where they have none, everything."""
    sender = person_of(review.sender)
    return next((one.scope for one in accounts_on(connection) if one.email.casefold() == sender), EVERYTHING)


def files_of(connection: Connection, number: int) -> tuple[Source, ...]:
    """The files of a return as they came."""
    columns = return_file.c
    found = select(columns.name, columns.content).where(columns.number == number).order_by(columns.place)
    return tuple(Source(name, content) for name, content in connection.execute(found))


def take(engine: Engine, number: int, *, who: str, scope: Scope = EVERYTHING) -> None:
    """Say that somebody checks a return."""
    with transaction(engine) as connection:
        _expect(review := of_number(connection, number, scope=scope), "received")
        _step(connection, number, "in_check", who=who)
        _record(connection, Act.TAKE, review, who=who)


def send_back(engine: Engine, number: int, *, who: str, comment: str, scope: Scope = EVERYTHING) -> None:
    """Return a return to its sender, with what is to be mended. Raises `ChangeRefusedError` without a comment."""
    if not comment.strip():
        raise ChangeRefusedError("Say what is to be mended: a return goes back with a comment.")
    with transaction(engine) as connection:
        _expect(review := of_number(connection, number, scope=scope), *OPEN)
        _step(connection, number, "returned", who=who, comment=comment.strip())
        _record(connection, Act.SEND_BACK, review, who=who)


def accept(  # noqa: PLR0913 - each is said by name
    engine: Engine,
    number: int,
    *,
    who: str,
    seen: str,
    indicators: Sequence[str] = (),
    scope: Scope = EVERYTHING,
) -> Batch | None:
    """Load a return that somebody else handed in, and say so in the same transaction; None where nothing changed.

    `seen` is the checksum of the difference that the reviewer looked at. Raises `ChangeRefusedError`.
    """
    with transaction(engine) as connection:
        review = of_number(connection, number, scope=scope)
        _expect(review, *OPEN)
        if is_same_person(who, review.sender):
            raise ChangeRefusedError(
                f"{review.sender} handed this return in, so somebody else has to accept it."
            )
        plan = plan_on(connection, review, indicators=indicators, scope=scope)
        if fingerprint(plan) != seen:
            raise StoreMovedOnError(
                "The store has changed since you looked. Nothing was written; look at the new difference."
            )
        batch = write_plan(connection, plan, who=who, sender=review.sender, note=review.note)
        _step(connection, number, "accepted", who=who, batch=batch.number if batch else None)
        wrote = f"; batch {batch.number}" if batch else "; nothing in it was new"
        _record(connection, Act.ACCEPT, review, who=who, besides=wrote)
        return batch


def fingerprint(plan: Plan) -> str:
    """A checksum of what a plan would write: two plans with the same one do the same."""
    return sha256(repr((plan.incoming.replace, plan.difference.changes.checksum)).encode()).hexdigest()


def reopen(connection: Connection, batch: int, *, who: str | None, is_undone: bool) -> None:
    """Put the return whose rows were taken back into check again; accept it again where that was taken back."""
    number = connection.execute(select(return_review.c.number).where(return_review.c.batch == batch)).scalar()
    if number is not None:
        said = f"Batch {batch} was undone" if is_undone else f"The undoing of batch {batch} was taken back"
        state = "in_check" if is_undone else "accepted"
        _step(connection, number, state, who=who or "not recorded", comment=said, batch=batch)


def _refuse_again(connection: Connection, plan: Plan) -> None:
    """The same files for the same quarter wait, or are accepted, already."""
    of = plan.incoming.of
    for one in reviews_on(connection, return_review.c.sha256 == checksum(plan)):
        if of and (one.bridge, one.period_end) == (of.bridge, of.period_end) and one.state != "returned":
            raise ChangeRefusedError(
                f"{one.sender} handed in this very return on {written(one.handed_in_on)}: it is return {one.number}, "
                f"{RETURN_STATES[one.state].lower()}."
            )


def _expect(review: Review, *states: str) -> None:
    if review.state not in states:
        raise ChangeRefusedError(
            f"Return {review.number} is {RETURN_STATES[review.state].lower()} by {review.who}. Nothing was changed."
        )


def _record(connection: Connection, act: Act, review: Review, *, who: str, besides: str = "") -> None:
    """Say who did what with a return where everything is said that anybody did."""
    quarter = f"{review.bridge}, quarter to {written(review.period_end)}"
    record_on(connection, act, about=f"Return {review.number} ({quarter}): {review.title}{besides}", who=who)


def is_same_person(one: str, other: str) -> bool:
    """Whether two who are on record are one: by the address of their account where both have one, else by name."""
    return person_of(one) == person_of(other)


def person_of(who: str) -> str:
    """What tells one who is on record from others: the address of the account, else the name as typed."""
    _, opens, address = who.removesuffix(")").rpartition("(")
    named = address if opens and "@" in address else who
    return " ".join(named.split()).casefold()


def _step(  # noqa: PLR0913 - each is said by name
    connection: Connection,
    number: int,
    state: str,
    *,
    who: str,
    comment: str | None = None,
    batch: int | None = None,
) -> None:
    """Write down what somebody did, and how the return stands now."""
    values = {"state": state, "who": who, "state_on": _today(), "comment": comment, "batch": batch}
    connection.execute(return_review.update().where(return_review.c.number == number).values(values))
    _write_step(connection, number, state, who=who, comment=comment)


def _write_step(connection: Connection, number: int, state: str, *, who: str, comment: str | None) -> None:
    values = {
        "number": number,
        "at": datetime.now(UTC),
        "state": state,
        "who": who,
        "comment": comment,
    }
    connection.execute(return_step.insert(), values)


def reviews_on(connection: Connection, *which: ColumnElement[bool]) -> tuple[Review, ...]:
    """As `reviews`, as a part of the caller's reading; with conditions only those that meet them."""
    wanted = select(return_review).where(*which).order_by(return_review.c.number.desc())
    numbers = select(return_review.c.number).where(*which)
    steps = select(return_step).where(return_step.c.number.in_(numbers)).order_by(return_step.c.id)
    taken: dict[int, list[Step]] = {}
    for row in connection.execute(steps).mappings():
        step = Step(in_utc(row["at"]), row["state"], row["who"], row["comment"])
        taken.setdefault(row["number"], []).append(step)
    return tuple(_review(row, taken.get(row["number"], [])) for row in connection.execute(wanted).mappings())


def _review(row: RowMapping, steps: Sequence[Step]) -> Review:
    names = (
        "number", "title", "bridge", "period_end", "sender", "handed_in_on", "note", "state", "who", "comment",
        "replaced", "batch",
    )  # fmt: skip
    answers = answers_from_json(row["answers"]) if row["answers"] else {}
    return Review(**{name: row[name] for name in names}, answers=answers, steps=tuple(steps))


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the reader is
