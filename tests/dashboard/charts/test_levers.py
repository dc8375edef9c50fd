"""What the charts of levers draw of very many partnerships."""

from pandas import DataFrame

from dashboard.charts import levers
from dashboard.figures import ternary


def test_of_very_many_partnerships_those_with_most_activities_are_drawn() -> None:
    numbers = [5 + place % 7 for place in range(ternary.MOST + 300)]
    frame = DataFrame({"name": [f"P{place}" for place in range(len(numbers))], "activities": numbers})
    drawn = levers.most_active(frame)
    assert len(drawn) == ternary.MOST
    assert drawn["activities"].min() >= sorted(numbers)[300]
    assert levers.most_active(frame.head(20)).equals(frame.head(20))
