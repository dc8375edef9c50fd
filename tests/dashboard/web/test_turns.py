"""One has the turn, some stand in line, and the rest are told at once."""

from threading import Barrier, Event, Thread

from dashboard.web.turns import Turns


def test_whoever_finds_the_line_full_is_told_so_without_waiting() -> None:
    turns = Turns(in_line=0, patience=3600)
    with turns.take() as first, turns.take() as second:
        assert (first, second) == (True, False)
    with turns.take() as again:
        assert again


def test_as_many_as_may_have_a_turn_at_once() -> None:
    turns = Turns(at_once=2, in_line=0)
    with turns.take() as first:
        with turns.take() as second, turns.take() as third:
            assert (first, second, third) == (True, True, False)
        with turns.take() as fourth:
            assert fourth


def test_a_line_that_does_not_get_on_is_left() -> None:
    turns = Turns(in_line=5, patience=0.01)
    with turns.take() as first, turns.take() as second:
        assert (first, second) == (True, False)
    with turns.take() as again:
        assert again


def test_turns_are_given_in_the_order_of_coming_and_not_to_who_asks_again() -> None:
    turns, order, asked = Turns(patience=60), [], Event()

    def second() -> None:
        asked.set()
        with turns.take():
            order.append("second")

    thread = Thread(target=second)
    with turns.take():
        thread.start()
        asked.wait()
        while not turns._line:
            Event().wait(0.01)  # it is on its way to the line
    with turns.take():
        order.append("first again")
    thread.join()
    assert order == ["second", "first again"]


def test_never_two_have_the_turn() -> None:
    turns, begin = Turns(in_line=8, patience=60), Barrier(4)
    inside, most = [], []

    def ask() -> None:
        begin.wait()
        for _ in range(50):
            with turns.take() as has_turn:
                assert has_turn
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (200, 1)
