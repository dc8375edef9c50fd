"""What is kept is bounded by its bytes, and goes with the version of the store."""

from dashboard.cache import KeptBytes, cached_by_size, failed, forget, noting_failures


def test_the_least_recently_asked_goes_first_when_the_bytes_are_full() -> None:
    kept: KeptBytes[str] = KeptBytes(most_bytes=100)
    for key in "abc":
        kept.keep(key, key.upper(), size=40, version=kept.version)
        kept.get("a")
    assert [kept.get(key) for key in "abc"] == ["A", None, "C"]
    assert kept._bytes == 80
    kept.keep("large", "LARGE", size=101, version=kept.version)
    assert kept.get("large") is None
    assert kept.get("a") == "A"


def test_what_is_kept_twice_counts_once() -> None:
    kept: KeptBytes[str] = KeptBytes(most_bytes=100)
    for said in ("first", "second"):
        kept.keep("a", said, size=40, version=kept.version)
    assert (kept.get("a"), kept._bytes) == ("first", 40)


def test_an_answer_that_was_begun_before_a_change_is_not_kept_after_it() -> None:
    kept: KeptBytes[str] = KeptBytes(most_bytes=100)
    kept.keep("old", "OLD", size=10, version=kept.version)
    begun = kept.version
    forget()
    kept.keep("late", "LATE", size=10, version=begun)
    assert (kept.get("old"), kept.get("late"), kept._bytes) == (None, None, 0)
    kept.keep("new", "NEW", size=10, version=kept.version)
    assert kept.get("new") == "NEW"


def test_failures_are_noted_where_they_are_asked_about_and_nowhere_else() -> None:
    failed()
    with noting_failures() as outer:
        with noting_failures() as inner:
            failed()
        assert (len(inner), len(outer)) == (1, 0)


def test_a_large_answer_is_kept_until_the_next_and_small_ones_stay_together() -> None:
    asked: list[int] = []

    @cached_by_size(most_bytes=100, size=len)
    def letters(number: int, *, letter: str = "a") -> str:
        asked.append(number)
        return letter * number

    assert [letters(40), letters(60), letters(40), letters(60)] == ["a" * 40, "a" * 60, "a" * 40, "a" * 60]
    assert asked == [40, 60]
    assert letters(1000) == letters(1000) == "a" * 1000
    assert asked == [40, 60, 1000]
    assert letters(40, letter="b") == "b" * 40
    assert letters(1000) == "a" * 1000
    assert asked == [40, 60, 1000, 40, 1000]
    forget()
    letters(1000)
    assert asked == [40, 60, 1000, 40, 1000, 1000]
