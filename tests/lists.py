"""Six lists of partnerships as people keep them, each of another shape; who is in them are roles, nobody real."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import openpyxl

from data.returns.lists import Mapping as ListMapping
from data.returns.lists.mapping import from_json
from tests.workbooks import Table, ods, ods_table, saved, separated, xls, xlsx

PERSONAL = (
    "Head of Culture",
    "Person One",
    "someone@example.org",
    "020 7946 0000",
    "Person Two",
    "Person Three",
)
"""What stands in the personal columns of the lists, and nowhere in a store."""


@dataclass(frozen=True)
class KeptList:
    """A list: its file, the roles that its columns are told, its answers by column and words, and what it brings.

    `partnerships` is how many it has, `roles` what its columns are understood to be before anybody says anything,
    `left_out` how many rows are none of it, `established` who of the new ones is established on its day.
    """

    name: str
    content: bytes
    roles: tuple[str, ...]
    partnerships: int
    told: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    as_at: str = "2020-02-14"
    established: int = 0

    @property
    def mapping(self) -> ListMapping:
        """The mapping by which it can be loaded."""
        return from_json(self.as_json())

    def as_json(self) -> dict[str, object]:
        """The same as the file of a mapping."""
        return {
            "as_at": self.as_at,
            "columns": [{"heading": heading, "is": role} for heading, role in self.told.items()],
            "questions": [
                {"column": column, "value": said, "answer": answer}
                for (column, said), answer in self.answers.items()
            ],
        }


def every_list() -> tuple[KeptList, ...]:
    """All six."""
    return (_master_list(), _separated(), _row_a_borough(), _older(), _own_words(), _counties())


def _master_list() -> KeptList:
    """Titles, the bridges as headings between the rows, blank rows, a total, personal columns, a sheet of contacts."""
    rows: Table = [
        ["Cultural Education Partnerships - master list"],
        ["Last updated: 14 Feb 2020 (team)"],
        [],
        ["CEP name", "Local authority/areas covered", "Bridge", "Status", "Date established", "Members", "Chair",
         "Contact email", "Website", "Notes"],
        [],
        ["FESTIVAL BRIDGE"],
        ["Norwich Young Makers", "Norwich", "Festival Bridge", "LIVE", "Est. Sept 2016",
         "Norwich Puppet Theatre, Norwich City Council",
         "Head of Culture", "someone@example.org", "www.example.org/norwich", "met 3x this yr"],
        ["Fens Creative Futures ", "Fenland; South Holland (part)", "Festival Bridge", "Developing", "2016/17",
         "Fenland Youth Forum", "Person One", "N/A", "n/a", None],
        ["Waveney Sounds", "Waveney", "Festival Bridge", "established ", "tbc", "2 x secondary schools", "tbc",
         None, None,
         "ring Person One on 020 7946 0000"],
        [],
        ["A NEW DIRECTION"],
        ["Camden Spark", "Camden", "A New Direction", "LIVE", date(2016, 9, 1), "Camden Art Gallery", "Vacant"],
        ["Bristol LCEP", "Bristol, City of, South Gloucestershire (part)", "Real Ideas", "Paused", "c. 2014"],
        ["TOTAL", None, None, 5],
    ]  # fmt: skip
    content = xlsx(
        {
            "CEPs": rows,
            "Contacts": [["Name", "Role", "Email"], ["Person Three", "Chair", "a@example.org"]],
            "Sheet3": [],
        }
    )
    return KeptList(
        "master-list.xlsx", content,
        ("name", "areas", "bridge", "status", "established", "members", "personal", "personal", "website", "notes"),
        partnerships=5,
        answers={
            ("status", "LIVE"): "established", ("status", "Developing"): "emerging", ("status", "Paused"): "dormant",
            ("members", "2 x secondary schools"): "", ("name", "Norwich Young Makers"): "new",
            ("established", "c. 2014"): "2014",
        },
        left_out={"heading": 2, "total": 1, "blank": 2},
        established=2,
    )  # fmt: skip


def _separated() -> KeptList:
    """Semicolons between the columns, commas and slashes in lists, Windows-1252, headings of their own."""
    rows: Table = [
        ["Partnership", "Boroughs", "Stage", "Launched", "Partners", "Lead contact", "Web page"],
        ["Café des Arts Lewisham", "Lewisham", "Established", "March 2018", "Lewisham Theatre, The Moon Museum",
         "Person One", "example.org/lewisham"],
        ["Hackney & Newham Makers", "Hackney / Newham", "Up and running", "Autumn 2015", "The Moon Museum",
         "Person Two", "see website"],
        ["Sutton CEP", "Sutton and Merton", "early days", "12/03/2017", "Sutton Primary School",
         "Head of Culture", "-"],
    ]  # fmt: skip
    return KeptList(
        "partnerships.csv", separated(rows, delimiter=";", encoding="cp1252"),
        ("name", "areas", "status", "established", "members", "personal", "website"),
        partnerships=3,
        answers={
            ("status", "Up and running"): "established", ("status", "early days"): "emerging",
            ("members", "The Moon Museum"): "new:cultural_organisation", ("website", "see website"): "",
        },
        as_at="2019-06-30",
        established=2,
    )  # fmt: skip


def _row_a_borough() -> KeptList:
    """One row an authority and not a partnership, as an open document."""
    rows = [
        ["Local authority", "CEP", "Stage", "Telephone"],
        ["Harrow", "North West London Arts", "Delivering", "020 7946 0000"],
        ["Hillingdon", "North West London Arts", "Delivering", "020 7946 0000"],
        ["Kingston upon Thames", "Kingston Young Stages", "Prospective", "020 7946 0000"],
        ["City of London", "Square Mile Sounds", "tbc", ""],
    ]
    return KeptList(
        "boroughs.ods", ods(ods_table("2020", rows)), ("areas", "name", "status", "personal"), partnerships=3,
        established=1,
    )  # fmt: skip


def _older() -> KeptList:
    """An older workbook: a column of numbers, the bridge only as a heading, a column for each member, a note below."""
    rows: Table = [
        ["No.", "Name of partnership", "Area", "Status", "Member 1", "Member 2", "Member 3"],
        ["Curious Minds"],
        ["1", "Wigan Imagines", "Wigan", "Active", "Wigan Dance House", "Wigan Council", ""],
        ["2", "Bolton Young Arts", "Bolton", "Existing", "", "Bolton College", "Person One"],
        ["CapeUK"],
        ["3", "Calder Valley Makes", "Calderdale (Todmorden)", "Folded", "", "", ""],
        [
            "Note: members are those who came to the last meeting of each partnership, as the minutes have them."
        ],
    ]
    return KeptList(
        "north.xls", xls({"List": rows}),
        ("ignore", "name", "areas", "status", "members", "members", "personal"), partnerships=3,
        answers={
            ("status", "Active"): "delivering", ("status", "Folded"): "closed", ("name", "Wigan Imagines"): "new",
            ("name", "Bolton Young Arts"): "new",
        },
        left_out={"heading": 2, "note": 1},
        established=1,
    )  # fmt: skip


def _own_words() -> KeptList:
    """Tabs, and headings that say nothing to anybody else: what stands in the columns tells."""
    rows: Table = [
        ["What we call it", "Where", "How it goes", "When", "Folk"],
        ["Medway Makers", "Medway", "established", "2017", "Medway Library"],
        ["Thanet Young Stages", "Thanet and Dover", "emerging", "Q3 2019", "Thanet Theatre"],
        ["Swale Sings", "Swale (part)", "emerging", "2018-05", "Swale Music Service"],
    ]
    return KeptList(
        "our own.tsv", separated(rows, delimiter="\t"),
        ("name", "areas", "status", "established", "ignore"), partnerships=3, told={"Folk": "members"},
        answers={("name", "Medway Makers"): "new", ("name", "Swale Sings"): "new"},
        established=1,
    )  # fmt: skip


def _counties() -> KeptList:
    """Not the first sheet; counties, a region, a name nobody knows, merged names, a formula without a value."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    book.create_sheet("Read me").append(
        ["Please read this before you change anything in this workbook of ours."]
    )
    sheet = book.create_sheet("2020 list")
    for row in (
        ["Partnership name", "Covers", "Status", "Hosted by", "Checked"],
        ["Kent Arts Together", "Kent (part)", "Established", "Kent Arts House Trust", "=1+1"],
        [None, "Medway", "Established", None, None],
        ["Rutland and Beyond", "Rutland, the Vale", "Emerging", None, None],
        ["Across the North East", "North East", "Merged", None, None],
        ["A place to be named", "tbc", None, None, None],
        ["Darlington Dreams"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    hidden = book.create_sheet("Old")
    hidden.append(["Partnership", "Area"])
    hidden.sheet_state = "hidden"
    return KeptList(
        "counties.xlsx", saved(book), ("name", "areas", "status", "lead", "ignore"), partnerships=5,
        answers={
            ("areas", "Kent (part)"): "E07000112;E07000108:part", ("areas", "the Vale"): "",
            ("areas", "North East"): "E06000001;E06000005", ("row", "Darlington Dreams"): "partnership",
            ("name", "Across the North East"): "new",
        },
        established=1,
    )  # fmt: skip
