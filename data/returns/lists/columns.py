"""What the columns of a list are: by their heading, else by what stands in them; never stored where it is personal."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from data.returns.spelling import folded, looks_personal
from data.returns.workbook.grids import Cell, letter

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name of the partnership",
        "areas": "Areas that it covers",
        "bridge": "Bridge organisation",
        "status": "Status",
        "established": "Date established",
        "members": "Members",
        "lead": "Lead organisation",
        "website": "Website",
        "notes": "Notes",
        "personal": "Personal: ignored, never stored",
        "ignore": "Ignored",
    }
)
"""What a column of a list can be."""
UNSTORED = ("personal", "ignore")
SEVERAL = ("areas", "members", *UNSTORED)
"""What more than one column of a list may be."""
_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "personal",
        r"chair|contact|e_?mail|phone|tel|mobile|officer|person|owner|manager|staff|who|lead_name|named",
    ),
    ("website", r"web|website|url|link|site|web_?page|web_?address"),
    (
        "established",
        r"established|est|start|started|since|began|begun|formed|founded|launch|launched|set_up|inception",
    ),
    ("status", r"status|stage|state|phase|progress|rag|maturity"),
    ("bridge", r"bridge|bridge_organisation|bo"),
    ("lead", r"lead|lead_organisation|lead_partner|host|hosted_by|led_by|accountable_body"),
    (
        "members",
        r"members?|partners?|organisations?|membership|who_is_involved|steering_group|round_the_table",
    ),
    (
        "areas",
        r"areas?|local_authority|local_authorities|la|las|authority|authorities|boroughs?|districts?|place|places|"
        r"covers?|covered|coverage|geography|localit(?:y|ies)|count(?:y|ies)|towns?|footprint",
    ),
    ("notes", r"notes?|comments?|remarks?|update|updates|issues|information|summary"),
    ("name", r"cep|lcep|ceps|lceps|partnership|partnerships|name|title|consortium"),
)
"""Role -> words of a heading that say so; the first one of which a word is there counts."""
_WORD = re.compile(r"[_\W]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|uk|net)(?:/\S*)?", re.IGNORECASE
)
_MOST = 0.5
"""The share of the cells of a column that must look like something for the column to be that."""
_FEW = 12


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its place from 0, its heading, what it is, and its cells that are not blank, by row."""

    position: int
    heading: str
    role: str
    cells: tuple[tuple[int, Cell], ...]

    @property
    def letter(self) -> str:
        """Its letter in the spreadsheet."""
        return letter(self.position)

    @property
    def sample(self) -> str:
        """What stands in it, cut; nothing that is personal."""
        is_open = self.role in {"name", "areas"}
        cells = [cell for _, cell in self.cells if is_open or not looks_personal(str(cell))]
        said = {} if self.role == "personal" else dict.fromkeys(map(shown_in_short, cells))
        return " | ".join(list(said)[:3])


def shown_in_short(cell: Cell) -> str:
    """A cell on one short line."""
    text = cell.isoformat()[:10] if isinstance(cell, date) else " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - a part of a line


def role_of_heading(heading: Cell) -> str | None:
    """What a heading says that its column is."""
    if not isinstance(heading, str) or not heading.strip() or len(heading) > 60:  # noqa: PLR2004 - no heading
        return None
    whole = folded(heading.strip().rstrip("*:?"))
    words = {whole, *filter(None, _WORD.split(whole))}
    words |= {f"{first}_{last}" for first, last in zip(whole.split("_"), whole.split("_")[1:], strict=False)}
    return next((role for role, said in _HEADINGS if any(re.fullmatch(said, word) for word in words)), None)


def headings_in(cells: Iterable[Cell]) -> int:
    """How many different roles the cells of a row name: the header of a list names most."""
    return len({role_of_heading(cell) for cell in cells} - {None})


def role_of_cells(
    cells: Sequence[Cell], *, is_area: Callable[[str], bool], is_bridge: Callable[[str], bool],
    is_status: Callable[[str], bool], is_day: Callable[[Cell], bool],
) -> str:  # fmt: skip
    """What a column is by what stands in it, where its heading does not say; `ignore` where that does not either."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    if cells and sum(map(is_day, cells)) / len(cells) > _MOST:
        return "established"
    if not texts:
        return "ignore"
    few = len(set(map(folded, texts))) <= max(2, min(_FEW, len(texts) // 2))
    looks: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("personal", looks_personal),
        ("website", lambda text: bool(_ADDRESS.fullmatch(text))),
        ("bridge", is_bridge),
        ("status", lambda text: few and is_status(text)),
        ("areas", is_area),
    )
    return next((role for role, looks_so in looks if _share(texts, looks_so) > _MOST), "ignore")


def is_personal(heading: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a column that is called otherwise is of people: half of its cells or more look so."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    return isinstance(heading, str) and bool(texts) and _share(texts, looks_personal) > _MOST


def _share(texts: Sequence[str], looks_so: Callable[[str], bool]) -> float:
    return sum(map(looks_so, texts)) / len(texts)
