"""Files in one zip, the same bytes for the same files: there is no clock in it."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Final

MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001  (the first moment that a zip can name; it names no zone)
"""The moment that all our files say they were made at."""


def zipped(files: Mapping[str, str | bytes], *, plain: tuple[str, ...] = ()) -> bytes:
    """Return a zip of files by name, in their order; those that are `plain` are not compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), content, how)
    return held.getvalue()
