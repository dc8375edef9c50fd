from dashboard import words
from dashboard.filters import Filters
from tests.ways import Way


def test_a_way_has_the_product_s_files_in_order_and_no_others() -> None:
    way = Way()
    with way.follow():
        words.count_of(2, "indicator")
        Filters().to_query()
        words.count_of(2, "indicator")
    assert list(way.files) == ["dashboard/words.py", "dashboard/filters.py"]
    assert way.moves == 2
    assert way.calls >= 3


def test_nothing_is_counted_after_the_way() -> None:
    way = Way()
    with way.follow():
        words.count_of(2, "indicator")
    calls = way.calls
    words.count_of(2, "indicator")
    assert way.calls == calls
