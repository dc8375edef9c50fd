"""What is aimed for: how many counted partnerships, by when."""

from dataclasses import dataclass

from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.question import Question
from data.programme.programme import Programme

DAYS_A_QUARTER = 365.25 / 4


@dataclass(frozen=True, slots=True)
class Target:
    """How many counted partnerships, by when, and who said so on which day."""

    value: float
    due_on: Timestamp
    set_on: Timestamp
    source: str

    def quarters_left(self, on: Timestamp) -> float:
        """Quarters (a fourth of 365.25 days) from a day to the due date; 0 once it has passed."""
        return max(0.0, (self.due_on - on).days / DAYS_A_QUARTER)

    def has_passed(self, on: Timestamp) -> bool:
        """Whether the due date lies before a day."""
        return self.due_on < on


def target(programme: Programme, on: Timestamp) -> Target | None:
    """The official target for established partnerships as it stood on a day; None before any was set."""
    return max(
        (aim for aim in _official(programme) if aim.set_on <= on),
        key=lambda aim: (aim.set_on, aim.due_on),
        default=None,
    )


def target_for(question: Question) -> Target | None:
    """The official target if all partnerships are asked for; a part of the country has none of its own."""
    if not selection.asks_for_all(question):
        return None
    return target(question.programme, question.on)


def points(question: Question, *, of_england: bool = False) -> DataFrame:
    """Every target set by the as-at date: date (due), value, official, set_on, source; none for a part of
    England, unless England itself stands beside it.
    """
    rows = _points(question.programme)
    if not of_england and not selection.asks_for_all(question):
        return rows.iloc[:0]
    return rows[(rows["set_on"] <= question.on).to_numpy()].reset_index(drop=True)


@cached()
def _official(programme: Programme) -> tuple[Target, ...]:
    rows = programme.targets
    rows = rows[(rows["indicator"] == "established") & rows["official"]]
    columns = rows[["value", "due_on", "set_on", "source"]]
    return tuple(Target(*values) for values in columns.itertuples(index=False, name=None))


@cached()
def _points(programme: Programme) -> DataFrame:
    rows = programme.targets[programme.targets["indicator"] == "established"]
    rows = rows.rename(columns={"due_on": "date"}).sort_values("date", ignore_index=True)
    return rows[["date", "value", "official", "set_on", "source"]]
