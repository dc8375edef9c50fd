"""The map of one partnership: its authorities in their region, or its wards in their authority."""

from datetime import date

from factories import AREAS, make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.question import Question
from data.programme.programme import Programme

BARKING = "E09000002"
WARDS = [
    ("E05000026", "Abbey", "ward", None, None, BARKING),
    ("E05000027", "Alibon", "ward", None, None, BARKING),
]
BOX = (0.1, 51.5, 0.05, 51.4, 0.2, 51.6)


def programme(*areas: tuple[str, str]) -> Programme:
    return make_programme(
        as_at=date(2020, 3, 31),
        partnerships=[partnership("a")],
        statuses=[status("a", "established", "2016-01-01")],
        areas=[*AREAS, *WARDS],
        partnership_areas=[("a", *area) for area in areas],
        boundary_sets=[("ward", "2018", "2018-01-01", 2, "Source: the mapmakers of 2018.", "w.zip")],
        boundary_files=[("ward", "2018", BARKING, "ab" * 32, b"")],
        boundary_areas=[("ward", "2018", ward[0], *BOX) for ward in WARDS],
    )


def drawn(*areas: tuple[str, str]):
    return render(CHARTS["partnership-area"], Question(programme(*areas), Filters(), path_partnership="a"))


def test_wards_are_drawn_from_their_own_file_among_the_neighbouring_authorities():
    found = drawn(("E05000026", "whole"))
    layers = {
        trace["geojson"]: list(trace["locations"]) for trace in found.figure["data"] if "geojson" in trace
    }
    (authorities,) = [codes for url, codes in layers.items() if url.startswith("/geo/detail-")]
    assert authorities == ["E09000003", "E09000007"]
    assert [url for url in layers if url.startswith("/geo/ward-2018-E09000002.abababababababab.")]
    states = found.frame.set_index("area_code")["state"]
    assert states[["E05000026", "E05000027", "E09000003"]].tolist() == ["whole", "none", "none"]


def test_the_map_is_framed_around_the_wards_and_names_each_mark_once():
    layout = drawn(("E05000026", "whole")).figure["layout"]
    assert layout["geo"]["lonaxis"]["range"] == [0.05, 0.2]
    assert layout["geo"]["lataxis"]["range"] == [51.4, 51.6]
    shown = [trace["name"] for trace in drawn(("E05000026", "part")).figure["data"] if trace["showlegend"]]
    assert sorted(shown) == ["Not covered by it", "Part of the area covered"]


def test_words_and_source_say_which_wards_and_whose_boundaries():
    found = drawn(("E05000026", "whole"), ("E05000027", "part"))
    assert found.headline == "Covers the wards Abbey and part of Alibon in Barking and Dagenham"
    assert found.subtitle.startswith("Wards this partnership covers, in their authority; boundaries of 2018.")
    assert "; the mapmakers of 2018." in found.source


def test_a_partnership_of_authorities_is_drawn_in_its_region():
    found = drawn((BARKING, "whole"))
    assert {trace["geojson"].split("-")[0] for trace in found.figure["data"] if "geojson" in trace} == {
        "/geo/detail"
    }
    assert found.headline == "Covers Barking and Dagenham"
    assert found.subtitle.startswith("Authorities this partnership covers, in its region.")
    assert "Office for National Statistics" in found.source
