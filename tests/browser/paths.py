"""The pages that exist, and filters that bring about each kind of state."""

PROFILE = "/partnerships/bristol-cultural-education-partnership"
PATHS = ("/", "/coverage", "/london", "/partnerships", PROFILE, "/method")

STATES = (
    "illustrative=hide",
    "as_at=2018-06-30&include=emerging&region=E12000002&region=E12000007",
    "bridge=artswork&region=E12000002",  # leaves nothing
    "as_at=soon&region=E99",  # is not understood
)


def named(path: str) -> str:
    """The name of a page for files and test reports."""
    return "profile" if path == PROFILE else path.strip("/") or "overview"
