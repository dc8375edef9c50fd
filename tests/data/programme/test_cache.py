from concurrent.futures import ThreadPoolExecutor

from data.programme.programme import CurrentProgramme
from data.store import schema
from data.store.engine import transaction


def add_organisation(store, key):
    with transaction(store) as connection:
        connection.execute(schema.organisation.insert().values(organisation=key, name=key, sector="school"))


def test_the_same_programme_is_given_until_somebody_writes(store):
    programme = CurrentProgramme(store)
    before = programme.get()

    assert programme.get() is before
    add_organisation(store, "a-school")
    assert programme.get().organisations["organisation"].tolist() == ["a-school"]


def test_many_readers_at_once_share_one_programme(store):
    programme = CurrentProgramme(store)

    with ThreadPoolExecutor(8) as pool:
        given = {id(each) for each in pool.map(lambda _: programme.get(), range(32))}

    assert len(given) == 1


def test_readers_never_see_rows_of_another_version_than_they_are_told(store):
    programme = CurrentProgramme(store)

    with ThreadPoolExecutor(4) as pool:
        seen = pool.map(lambda _: programme.get(), range(40))
        for number in range(10):
            add_organisation(store, f"school-{number}")

    assert all(len(each.organisations) == each.store_version - 1 for each in seen)
