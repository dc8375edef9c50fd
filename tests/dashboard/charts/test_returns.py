"""Charts about the records themselves."""

from pandas import DataFrame

from dashboard.charts.returns import severities_in


def test_only_severities_of_which_there_is_a_finding_are_in_the_legend() -> None:
    frame = DataFrame({"error": [0, 0], "warning": [3, 1]})
    assert [part.name for part in severities_in(frame).values()] == ["Warnings"]
    assert [part.name for part in severities_in(frame.assign(error=[2, 0])).values()] == [
        "Errors",
        "Warnings",
    ]
