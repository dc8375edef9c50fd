import math
import re

import pytest
from factories import area, make_programme, partnership, status
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.filters import Filters
from dashboard.indicators import DEFINED, INDICATORS, all_values
from dashboard.question import Question

PUBLISHED = [
    "established",
    "forecast",
    "required_rate",
    "pipeline",
    "net_change",
    "time_to_delivery",
    "survival",
    "area_coverage",
    "cold_spots",
    "cyp_coverage",
    "need_gap",
    "overlap",
    "core_groups",
    "fully_represented",
    "sector_gap",
    "education_depth",
    "active_core_groups",
    "effective_sectors",
    "lever_mix",
    "lever_balance",
    "all_levers",
    "lever_considered",
    "led_to",
    "meeting_recency",
    "decision_fit",
    "follow_up",
    "support_reach",
    "returns",
]
"""The keys of the numbers from 1 on; a key is added here when its number is published, and stays."""
SMALL = make_programme(
    partnerships=[partnership("camden"), partnership("lost")],
    statuses=[status("camden", "established", "2016-01-01"), status("lost", "emerging", "2016-01-01")],
    partnership_areas=[area("camden", "E09000007")],
)
EMPTY = make_programme(area_statistics=[], targets=[])
CASES = [
    Filters(),
    Filters(region=("E12000007",)),
    Filters(region=("E12000007",), bridge=("ive",)),
    Filters(illustrative=False),
    Filters(sector=("health",)),
    Filters(emerging=True, lever=("DEL",)),
]


def test_a_number_that_was_published_stays_with_its_indicator():
    numbers = {indicator.key: indicator.number for indicator in INDICATORS}
    assert len(numbers) == len(INDICATORS)
    assert {key: numbers.get(key) for key in PUBLISHED} == {
        key: n for n, key in enumerate(PUBLISHED, start=1)
    }


def test_a_new_indicator_takes_the_next_number():
    numbers = sorted(indicator.number for indicator in INDICATORS)
    assert numbers == list(range(1, len(INDICATORS) + 1)), "a number is given once: take the next free one"


@pytest.mark.parametrize("programme", [SMALL, EMPTY], ids=["small", "empty"])
@pytest.mark.parametrize("filters", CASES, ids=lambda filters: filters.to_query() or "default")
def test_every_value_can_be_printed_whatever_is_asked(programme, filters):
    for indicator, value in zip(INDICATORS, all_values(Question(programme, filters)), strict=True):
        assert (value.key, value.unit) == (indicator.key, indicator.unit)
        assert value.note.endswith(".")
        assert "nan" not in value.note.lower().split()
        for number in (value.value, value.numerator, value.denominator, value.low, value.high):
            assert number is None or (type(number) in {int, float} and math.isfinite(number))


def test_a_value_without_a_number_says_why():
    silent = [
        value.key
        for value in all_values(Question(EMPTY, Filters()))
        if value.value is None and not value.note
    ]
    assert silent == []


@pytest.mark.parametrize("key", DEFINED)
def test_a_definition_and_a_rule_begin_as_sentences_do_and_are_closed_by_whoever_prints_them(key):
    for said in filter(None, (DEFINED[key].definition, DEFINED[key].rule)):
        assert said[0].isupper()
        assert said[-1] not in ".;:, "


def test_a_target_can_be_set_for_every_indicator_and_for_nothing_else(demo_store, tmp_path):
    keys = [*(indicator.key for indicator in INDICATORS), "nonesuch"]
    file = tmp_path / "targets.csv"
    rows = [f"{key},50,2020-12-31,2015-10-14" for key in keys]
    file.write_text("\n".join(["indicator,value,due_on,set_on", *rows]))
    answer = CliRunner().invoke(app, ["import", str(file), "--dry-run", "--store", demo_store])
    assert answer.exit_code == 0
    assert re.findall("There is no indicator “(.*?)”", answer.stderr) == ["nonesuch"]
