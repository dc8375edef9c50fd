"""How much of a file is taken, and what is said of one that is not."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold; a file beyond is refused."""

    file_bytes: int = 50 * MB
    unpacked_bytes: int = 600 * MB
    parts: int = 2_000
    rows: int = 250_000
    columns: int = 256
    cells: int = 6_000_000
    characters: int = 200_000_000
    faults: int = 100_000
    memory_bytes: int = 2_000 * MB
    seconds: int = 60


class FileError(Exception):
    """A file is not taken; `wrong` and `right` are sentences that say why, and what to do."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong} {right}")
        self.wrong, self.right = wrong, right


def too_many(what: str, number: int, limit: int) -> FileError:
    """Say that a sheet is too large."""
    return FileError(
        f"A sheet has cells in {number:,} {what}; at most {limit:,} are taken.",
        f"Delete the {what} that are not needed, or send several files.",
    )


TOO_MUCH = FileError("The file holds more than a return may.", "Send its sheets as several files.")
PROTECTED = FileError(
    "The file is protected by a password.", "Save it without one; what it holds is not read until then."
)
DAMAGED = FileError(
    "The file is damaged or is not a workbook.", "Open it in a spreadsheet and save it again as .xlsx."
)
