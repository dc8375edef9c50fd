"""What can go wrong with places, each said in a sentence that a member of staff can act on.

GeoError
    FetchError      a service of boundaries or statistics that does not give what it should
    BoundaryError   a boundary file that cannot be read, or is not what a map needs
        UnsoundError    outlines that contradict one another
    SourceError     a package the lookups are built from that cannot be had, or is not the pinned one
"""


class GeoError(Exception):
    """Anything this package refuses to do."""


class BoundaryError(GeoError):
    """A boundary file that cannot be read, or is not what a map needs."""


class UnsoundError(BoundaryError):
    """Outlines that contradict one another."""


class FetchError(GeoError):
    """A service of boundaries or statistics that does not give what it should."""


class SourceError(GeoError):
    """A package the lookups are built from that cannot be had, or is not the pinned one."""
