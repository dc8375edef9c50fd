"""Indicators 1 to 7 in SQL: how many, where to, how long, how lasting."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import mean, quantiles
from typing import NamedTuple

from recomputed.question import DAYS_A_MONTH, NOTHING, Answer, Question, as_day
from recomputed.seen import STAND

BEFORE = """
WITH before AS (
    SELECT asked.*, COALESCE(
        standing.status IN ('established', 'delivering') OR (:emerging AND standing.status = 'emerging')
        OR (:existing AND standing.status = 'existing'), FALSE
    ) AS was_counted
    FROM asked LEFT JOIN standing ON standing.partnership = asked.partnership AND standing.asked_on = :day
    WHERE is_here
)
"""


FURTHER = {"established", "delivering", "dormant", "merged", "closed"}
ENDED = {"dormant", "merged", "closed"}


class Spell(NamedTuple):
    """One published status of a partnership."""

    status: str
    begun: date | None
    ended: date | None
    precision: str
    begins: str | None


def established(question: Question) -> Answer:
    """Indicator 1: counted now, against the target for all of England, with what is published alone."""
    aim = _target(question) if question.is_whole else None
    count = _counted(question)
    low, high = _published(question) if question.is_whole else (None, None)
    verdict = None
    if aim and low is not None and high is not None:
        is_low = high < aim[0] and _held(question) >= 0.95
        verdict = "proved" if low >= aim[0] else "disproved" if is_low else "not_proved"
    return Answer(count, count, aim[0] if aim else None, low=low, high=high, verdict=verdict)


def forecast(question: Question) -> Answer:
    """Indicator 2: the count at the due date at the mean rate of the last eight quarters; none after that date."""
    aim = _target(question)
    if aim is None or aim[1] < question.t:
        return NOTHING
    changes = _changes(question)
    tenths = quantiles(changes, n=10, method="inclusive")
    low, value, high = (
        max(0, _counted(question) + _left(question, aim) * rate)
        for rate in (tenths[0], mean(changes), tenths[8])
    )
    if not question.is_whole:
        return Answer(value, value, low=low, high=high)
    proved = established(question)
    alike = {_rating(one / aim[0]) for one in (value, value + proved.high - proved.low)}
    return Answer(value, value, aim[0], alike.pop() if len(alike) == 1 else "unrated", low, high)


def _rating(share: float) -> str:
    return "green" if share >= 1 else "amber" if share >= 0.9 else "red"


def required_rate(question: Question) -> Answer:
    """Indicator 3: what is missing by the quarters left."""
    aim = _target(question) if question.is_whole else None
    if aim is None:
        return NOTHING
    needed, left = max(0, aim[0] - _counted(question)), _left(question, aim)
    value = 0 if not needed else needed / left if left else None
    return Answer(value, needed, left)


def pipeline(question: Question) -> Answer:
    """Indicator 4: emerging now."""
    return Answer(question.number("SELECT COUNT(*) FROM asked WHERE is_here AND status = 'emerging'"))


def net_change(question: Question) -> Answer:
    """Indicator 5: newly counted less those that ended, between two days a year apart."""
    before = question.back(12)
    _stand(question, before)
    opened, ended = question.one(
        BEFORE,
        """
        SELECT COUNT(*) FILTER (WHERE is_counted AND NOT was_counted AND NOT EXISTS (
                   SELECT 1 FROM seen_status AS said
                   WHERE said.partnership = before.partnership AND said.begins = 'by'
                     AND said.from_date > :day AND said.from_date <= :t
                     AND (said.status IN ('established', 'delivering') OR (:emerging AND said.status = 'emerging')
                          OR (:existing AND said.status = 'existing'))
               )),
               COUNT(*) FILTER (WHERE status IN ('dormant', 'merged', 'closed') AND was_counted)
        FROM before
        """,
        day=before,
    )
    return Answer(opened - ended, opened)


KNOWN = """
WITH spoken AS (
    SELECT partnership, period_end AS day FROM seen_return WHERE received_on IS NOT NULL
    UNION ALL SELECT partnership, held_on FROM seen_meeting WHERE state = 'held'
    UNION ALL SELECT partnership, start_on FROM seen_activity WHERE state IS NULL OR state <> 'cancelled'
), known AS (
    SELECT partnership, CASE WHEN MAX(day) < :t THEN MAX(day) ELSE :t END AS until FROM spoken GROUP BY partnership
)
"""


def time_to_delivery(question: Question) -> Answer:
    """Indicator 6: the median months from the first meeting to the first delivery, by Kaplan and Meier."""
    rows = question.rows(
        KNOWN,
        """
        , over AS (
            SELECT partnership, MIN(from_date) AS day FROM seen_status AS each
            WHERE status IN ('merged', 'closed') AND from_date <= :t
              AND NOT EXISTS (
                  SELECT 1 FROM seen_status AS other WHERE other.partnership = each.partnership
                  AND other.status NOT IN ('merged', 'closed') AND other.from_date >= each.from_date
                  AND other.from_date <= :t
              )
            GROUP BY partnership
        )
        SELECT first_meeting_on, CASE WHEN first_delivery_on <= :t THEN first_delivery_on END, until, over.day
        FROM seen_partnership JOIN asked USING (partnership) JOIN known USING (partnership)
        LEFT JOIN over USING (partnership)
        WHERE is_here AND first_meeting_on <= :t
        """,
    )
    seen = []
    for met, done, until, over in rows:
        last = as_day(done) if done else min(as_day(day) for day in (until, over) if day)
        if last >= as_day(met):
            seen.append(((last - as_day(met)).days, bool(done)))
    if len(seen) < 5:
        return NOTHING
    half = next((days for days, share in _staying(seen) if share <= 0.5 + 1e-9), None)
    value = None if half is None else half / DAYS_A_MONTH
    return Answer(value, sum(done for _, done in seen), len(seen))


def survival(question: Question) -> Answer:
    """Indicator 7: the share still counted two years after being first counted, by Kaplan and Meier."""
    changes = question.rows("SELECT DISTINCT from_date FROM seen_status WHERE from_date <= :t UNION "
                            "SELECT DISTINCT to_date FROM seen_status WHERE to_date <= :t")  # fmt: skip
    until = {slug: as_day(day) for slug, day in question.rows(KNOWN, "SELECT partnership, until FROM known")}
    begun: dict[str, date] = {}
    over: dict[str, date] = {}
    for day in [date(1, 1, 2), *sorted(as_day(day) for (day,) in changes if day)]:
        _stand(question, day)
        rows = question.rows(BEFORE, "SELECT partnership, was_counted FROM before", day=day)
        for slug, was_counted in rows:
            if was_counted:
                begun.setdefault(slug, day)
            elif slug in begun:
                over.setdefault(slug, day)
    seen = []
    for slug, first in begun.items():
        last = over.get(slug, until.get(slug))
        if slug in until and _is_sharp(question, slug, first) and last >= first:
            seen.append(((last - first).days, slug in over))
    length = 24 * DAYS_A_MONTH
    if len(seen) < 5 or max(days for days, _ in seen) < length:
        return NOTHING
    share = [share for days, share in [(0, 1.0), *_staying(seen)] if days <= length][-1]
    return Answer(100 * share)


def _is_sharp(question: Question, slug: str, day: date) -> bool:
    """Whether the day on which a partnership was first counted is published as sharply as it is written."""
    found = question.rows(
        "SELECT precision, begins FROM seen_status WHERE partnership = :slug AND from_date = :day "
        "AND (status IN ('established', 'delivering') OR (:emerging AND status = 'emerging') "
        "OR (:existing AND status = 'existing'))",
        slug=slug,
        day=day,
    )
    return any(how in ("day", "month", "quarter") and begins != "by" for how, begins in found)


def _staying(seen: list[tuple[int, bool]]) -> list[tuple[int, float]]:
    """Days, and the share that has not ended after them: one factor for each day on which any did."""
    share, steps = Fraction(1), []
    for days in sorted({length for length, _ in seen}):
        at_risk = sum(length >= days for length, _ in seen)
        share *= 1 - Fraction(sum(length == days and ended for length, ended in seen), at_risk)
        steps.append((days, float(share)))
    return steps


def _counted(question: Question) -> int:
    return question.number("SELECT COUNT(*) FROM asked WHERE is_here AND is_counted")


def _changes(question: Question) -> list[int]:
    days = [*(question.back(months) for months in range(24, 0, -3)), question.t]
    counted = []
    for day in days[:-1]:
        _stand(question, day)
        rows = question.rows(BEFORE, "SELECT partnership FROM before WHERE was_counted", day=day)
        counted.append({slug for (slug,) in rows})
    rows = question.rows("SELECT partnership FROM asked WHERE is_here AND is_counted")
    counted.append({slug for (slug,) in rows})
    said = [_only_said(question, *stretch) for stretch in pairwise(days)]
    return [
        len((later - earlier) - known) - len(earlier - later)
        for (earlier, later), known in zip(pairwise(counted), said, strict=True)
    ]


def _only_said(question: Question, after: date, until: date) -> set[str]:
    """Whom a source of these days says to be counted, since when is not published."""
    rows = question.rows(
        "SELECT partnership FROM seen_status WHERE begins = 'by' AND from_date > :after AND from_date <= :until "
        "AND (status IN ('established', 'delivering') OR (:emerging AND status = 'emerging') "
        "OR (:existing AND status = 'existing'))",
        after=after,
        until=until,
    )
    return {slug for (slug,) in rows}


def _published(question: Question) -> tuple[int, int]:
    """How many partnerships published rows prove to be counted, and how many they allow to be."""
    asked = question.filters
    counted = {"established", "delivering"}
    counted |= {"emerging"} if asked.emerging else set()
    counted |= {"existing"} if asked.existing else set()
    held = _spells(question).values()
    low = sum(_standing(spells, question.t) in counted for spells in held)
    return low, sum(_may_be(spells, counted, question.t) for spells in held)


def _spells(question: Question) -> dict[str, list[Spell]]:
    """What is published of each partnership that is."""
    held: dict[str, list[Spell]] = {
        slug: [] for (slug,) in question.rows("SELECT partnership FROM partnership WHERE NOT is_illustrative")
    }
    rows = question.rows("""
        SELECT partnership, status, from_date, to_date, precision, begins
        FROM partnership_status WHERE NOT is_illustrative
    """)
    for slug, status, begun, ended, precision, begins in rows:
        days = (day and as_day(day) for day in (begun, ended))
        if slug in held:
            held[slug].append(Spell(status, *days, precision, begins))
    return held


def _standing(spells: list[Spell], t: date) -> str | None:
    """The status in view: the last that began, but a bare mention never takes the place of what is known."""
    current = [
        one
        for one in spells
        if (one.begun or one.precision != "not_published")
        and (one.begun or date.min) <= t
        and (one.ended or date.max) > t
    ]
    latest = max(current, key=lambda one: (one.begun or date.min, one.status), default=None)
    if latest and latest.status == "existing":
        known = [one for one in current if one.status in FURTHER]
        latest = max(known, key=lambda one: (one.begun or date.min, one.status), default=latest)
    return latest.status if latest else None


def _may_be(spells: list[Spell], counted: set[str], t: date) -> bool:
    """Whether it is counted or, for all that is published, may be."""
    now = _standing(spells, t)
    if not spells or now in counted:
        return True
    if now in ENDED:
        return False
    own = [_first(one, spells) for one in spells if one.status in counted]
    bound = min(own, default=date.min)
    if now == "existing" and t >= bound:
        return True
    for one in spells:
        if one.status in counted or one.status == "existing":
            first = _first(one, spells)
            first = first if one.status in counted else max(first, bound)
            if first <= t and (one.begun is None or t < one.begun):
                return True
    return False


def _first(one: Spell, spells: list[Spell]) -> date:
    """The first day on which it may have held: not before its partnership began or was past an earlier stage."""
    if one.begun and one.begins != "by":
        return _opens(one)
    before = [other for other in spells if other.begun and other.begun < (one.begun or date.max)]
    stages = [
        other.begun + timedelta(days=1)
        for other in before
        if other.begun and other.status in {"prospective", "emerging"}
    ]
    beginnings = [_opens(other) for other in before if other.status == "existing" and other.begins != "by"]
    return max([date.min, *stages, *beginnings])


def _opens(one: Spell) -> date:
    """The first day of the period that it is dated to."""
    assert one.begun
    months = {"month": 1, "quarter": 3, "year": 12}.get(one.precision, 0)
    return date(one.begun.year, one.begun.month - (one.begun.month - 1) % months, 1) if months else one.begun


def _held(question: Question) -> float:
    """How much of the number published for the day or after it is held; of several on one day the greatest."""
    rows = question.rows("""
        SELECT as_at, MAX(partnerships) FROM published_count
        WHERE kind = 'stock' AND bridge IS NULL AND COALESCE(place, 'England') = 'England' AND as_at IS NOT NULL
        GROUP BY as_at ORDER BY as_at
    """)
    later = [row for row in rows if as_day(row[0]) >= question.t] or rows[-1:]
    (day, number), names = later[0], {"emerging", "existing", "established", "delivering"}
    held = _spells(question).values()
    return sum(_may_be(spells, names, as_day(day)) for spells in held) / number


def _stand(question: Question, day: date) -> None:
    question.run("DELETE FROM standing WHERE asked_on = :day", day=day)
    question.run(STAND, day=day)


def _target(question: Question) -> tuple[float, date] | None:
    rows = question.rows("""
        SELECT value, due_on FROM target
        WHERE indicator = 'established' AND official AND set_on <= :t ORDER BY set_on DESC, due_on DESC LIMIT 1
    """)
    return (rows[0][0], as_day(rows[0][1])) if rows else None


def _left(question: Question, aim: tuple[float, date]) -> float:
    return max(0, (aim[1] - question.t).days / (365.25 / 4))
