"""The pages that exist, and filters that bring about each kind of state."""

from dashboard.pages import PAGES

PROFILE = "/partnerships/bristol-cultural-education-partnership"
LISTS = ("/lists/authorities", "/lists/actions")
"""Those of the lists that stand for all, which are alike: the one of places, and one of rows of returns."""
PATHS = (
    *dict.fromkeys(page.path for page in PAGES if not page.path.startswith("/lists/")),
    *LISTS,
    PROFILE,
)
"""Every page, of the lists two, and one profile."""
COMPARED = "/coverage?compare=2019-06-30"
"""What stands in the place of Coverage where two days are compared."""

HIDDEN = "illustrative=hide"
MIXED = "as_at=2018-06-30&include=emerging&region=E12000002&region=E12000007"
NOTHING = "bridge=artswork&region=E12000002"
"""Artswork has no partnership in the North West."""
JUNK = "as_at=soon&region=E99"
ONE_PLACE = "area=E06000023&lacks=school&method=weighted"
STATES = ("", HIDDEN, MIXED, NOTHING, JUNK, ONE_PLACE)


def named(path: str) -> str:
    """The name of a page for files and test reports."""
    return {PROFILE: "profile", COMPARED: "compared"}.get(path) or path.strip("/") or "overview"
