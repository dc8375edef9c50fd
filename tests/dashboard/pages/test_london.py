"""London: who has nobody is named, what is set aside is said, and one partnership of several boroughs is one."""

from factories import area, make_programme, partnership, status

from dashboard.charts.london import spanning
from dashboard.charts.render import CHARTS, render
from dashboard.components.markup import markup
from dashboard.figures import maps
from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage
from dashboard.pages import london
from dashboard.question import Question

BARKING, BARNET, CAMDEN = "E09000002", "E09000003", "E09000007"
PLACES = [area("one", BARNET), area("one", CAMDEN), area("two", BARNET), area("two", CAMDEN, "part")]


def asked(*areas, **filters):
    names = {"one": "Arts for All", "two": "Arts for All", "three": "Three"}
    programme = make_programme(
        partnerships=[partnership(slug, name=name) for slug, name in names.items()],
        statuses=[status(slug, "established", "2016-01-01") for slug in names],
        partnership_areas=list(areas),
    )
    return Question(programme, Filters(**filters))


def test_the_answer_names_every_borough_without_anybody():
    assert "2 boroughs have nobody on record: Barking and Dagenham and Barnet." in london.answer(
        asked(area("three", CAMDEN))
    )
    assert "on record" not in london.answer(
        asked(*(area("three", code) for code in (BARKING, BARNET, CAMDEN)))
    )


def test_every_borough_leads_to_what_is_known_of_it():
    said = markup(london.named(asked(area("three", CAMDEN))))
    assert "<h3>Nobody on record: 2</h3>" in said
    assert "<h3>Covered as a whole: 1</h3>" in said
    assert f'href="/lists/authorities?area={CAMDEN}" data-nav="here">Camden</a>' in said


def test_a_place_that_is_asked_for_is_set_aside_and_said_so():
    north = asked(area("three", CAMDEN), region=("E12000003",))
    assert london.answer(north) == london.answer(asked(area("three", CAMDEN)))
    said = markup(london.set_aside(north))
    assert "Set aside here: Yorkshire and The Humber." in said
    assert 'href="/coverage?region=E12000003"' in said
    assert 'href="?"' in said


def test_one_authority_that_is_asked_for_leaves_all_of_london_there():
    one = asked(area("three", CAMDEN), area=(CAMDEN,))
    assert len(coverage.boroughs(london.only_london(one))) == 3
    assert london.answer(one) == london.answer(asked(area("three", CAMDEN)))
    assert london.set_aside(one)


def test_london_itself_and_no_place_at_all_set_nothing_aside():
    assert not london.set_aside(asked())
    assert not london.set_aside(asked(region=("E12000007",)))


def test_two_partnerships_of_one_name_stay_two_and_each_is_drawn_once():
    question = asked(*PLACES)
    found = render(CHARTS["london-tiles"], question)
    lines = [one for one in found.figure["data"] if one["type"] == "scatter"]
    assert [one["name"] for one in lines] == [
        f"One partnership: Arts for All ({key})" for key in ("one", "two")
    ]
    tiles = found.frame.set_index("area")[["column", "row"]]
    spots = {tuple(tiles.loc[name]) for name in ("Barnet", "Camden")}
    assert {*zip(lines[0]["x"], lines[0]["y"], strict=True)} == spots
    assert "Arts for All (one) spans Barnet and Camden." in found.text
    assert "Arts for All (two) spans Barnet and Camden." in found.text


def test_the_map_joins_the_boroughs_of_one_partnership():
    found = render(CHARTS["london-map"], asked(area("three", BARKING), area("three", CAMDEN)))
    (line,) = [one for one in found.figure["data"] if one.get("mode") == "lines+markers"]
    assert (len(line["lon"]), line["hoverinfo"]) == (2, "skip")
    assert spanning(found.frame) == [("Three", ["Barking and Dagenham", "Camden"])]


def test_a_line_goes_from_each_place_to_the_nearest_that_is_left():
    frame = render(CHARTS["london-tiles"], asked(area("three", CAMDEN))).frame
    joined = frame.assign(partnerships="three", names="Three", column=[4, 1, 2], row=[1, 1, 1])
    (line,) = maps.spans(joined, "column", "row")
    assert line.along == [1, 2, 4]


def test_every_tile_has_a_whole_name():
    labels = render(CHARTS["london-tiles"], asked(area("three", CAMDEN))).frame["label"].tolist()
    assert sorted(labels) == ["Barking & Dagenham", "Barnet", "Camden"]
