"""A blank cell keeps what is stored; a word takes it away."""

import pytest

from data.programme.programme import load as load_programme
from data.returns.imports import Plan, load, prepare
from data.returns.reader import Source

HEAD = "activity,partnership,title,start_on,primary_lever,young_people,approaches,count_basis\n"


def sent(store, text: str) -> Plan:
    return prepare(store, [Source("activities.csv", (HEAD + text).encode())])


def festival(store) -> tuple[object, ...]:
    row = load_programme(store).activities.set_index("activity").loc["c1"]
    return tuple(row[["title", "young_people", "count_basis"]])


@pytest.mark.parametrize("blank", ["", "n/a", "tbc"])
def test_a_blank_cell_and_a_word_for_nothing_keep_what_is_stored(filled, blank):
    plan = sent(filled, f"c1,camden,A festival,2018-05-01,DEL,{blank},{blank},\n")
    assert plan.difference.is_empty


def test_a_word_takes_a_value_away(filled):
    plan = sent(filled, "c1,camden,A festival,2018-05-01,DEL,[clear],[Clear],\n")
    (change,) = plan.difference.changes
    assert change.new == {"young_people": None, "approaches": ()}


def test_what_no_row_goes_without_is_not_cleared(filled):
    (problem,) = sent(filled, "c1,camden,[clear],2018-05-01,DEL,,,\n").errors
    assert problem.wrong == "“[clear]” stands where no row goes without a value."


def test_some_rows_keep_what_others_change(filled):
    text = "c1,camden,A festival,2018-05-01,DEL,,,\nc2,camden,A network,2019-05-01,SYN,c. 40,,\n"
    load(filled, sent(filled, text), who=None)
    assert festival(filled)[:2] == ("A festival", 120.0)
    row = load_programme(filled).activities.set_index("activity").loc["c2"]
    assert (row["young_people"], row["count_basis"]) == (40.0, "estimate")


def test_a_new_row_is_blank_where_it_says_nothing(filled):
    plan = sent(filled, "n1,camden,New,2019-05-01,SYN,,,\n")
    (change,) = plan.difference.changes
    assert change.new is not None
    assert (change.new["young_people"], change.new["approaches"]) == (None, ())
