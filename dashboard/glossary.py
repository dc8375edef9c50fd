"""The terms of the field, each with what it means in a sentence or two; short forms after the first word for it."""

from typing import Final, NamedTuple


class Term(NamedTuple):
    """One term, the other words and short forms that people use for it, and what it means."""

    name: str
    others: tuple[str, ...]
    meaning: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page Method: "term-music-education-hub"."""
        return f"term-{self.name.lower().replace(' ', '-')}"

    @property
    def said(self) -> list[str]:
        """Its words where a text says them in this sense alone."""
        return [word for word in (self.name, *self.others) if word.lower() not in PLAIN]


PLAIN: Final = frozenset(
    {
        "need",
        "return",
        "returns",
        "target",
        "grade",
        "patch",
        "district",
        "survival",
        "authority",
        "illustrative",
    }
)
"""Words that texts use in other senses, too, or that pages explain themselves."""


TERMS: Final = (
    Term(
        "Cultural Education Partnership",
        ("CEP", "LCEP", "Local Cultural Education Partnership"),
        "Schools, councils, cultural organisations and others of one place who join up cultural education for"
        " its children and young people.",
    ),
    Term(
        "Cultural Education Challenge",
        ("target", "50 partnerships"),
        "The Arts Council’s call of October 2015, with the aim of at least 50 partnerships by 2020, where "
        "they are most needed.",
    ),
    Term(
        "Bridge organisation",
        ("bridge", "patch"),
        "One of ten organisations, funded from 2012 to March 2023, that helped partnerships begin and go on; "
        "each had a patch of England of its own.",
    ),
    Term(
        "Arts Council area",
        ("ACE area",),
        "One of five: London, Midlands, North, South East, South West. They do not follow the regions: "
        "Hampshire and the Isle of Wight lie in South West.",
    ),
    Term(
        "Authority",
        ("local authority", "district", "borough"),
        "A lower-tier or unitary council and its area: 317 in England from April 2019, 296 from April 2023.",
    ),
    Term(
        "Prospective",
        (),
        "A place where people talk of a partnership, and none has begun to meet.",
    ),
    Term(
        "Emerging",
        (),
        "A partnership that has begun and is not established yet. It is counted only if the reader asks for it.",
    ),
    Term(
        "Established",
        (),
        "A partnership that a source calls established. Together with delivering ones it is what is counted.",
    ),
    Term(
        "Delivering",
        ("status delivering",),
        "As a status: an established partnership whose joint work has begun. As a lever: arts and cultural "
        "projects with children and young people.",
    ),
    Term("Dormant", (), "A partnership that no longer meets, and has not ended."),
    Term(
        "Core group",
        ("core groups",),
        "The five that belong at every table: local authority, cultural organisation, education setting, "
        "Music Education Hub, youth sector. Others sit on some partnerships by design.",
    ),
    Term(
        "Music Education Hub",
        ("MEH",),
        "The funded group of organisations that is responsible for music education in one or several authorities.",
    ),
    Term(
        "Lever of change",
        ("lever", "levers"),
        "One of three ways in which a partnership brings change: synergising, mobilising and influencing, "
        "delivering. An activity has one main lever and any number of secondary ones.",
    ),
    Term("Synergising", ("SYN", "synergy"), "The lever of making what there is already go further."),
    Term(
        "Mobilising and influencing",
        ("MOB", "mobilising"),
        "The lever of change in partner organisations and beyond them: schools, programmes, the agendas of others.",
    ),
    Term(
        "Led to",
        (),
        "One activity brought about another, as the return reports or we infer; often delivery brings about "
        "mobilisation.",
    ),
    Term(
        "Return",
        ("returns", "quarterly return"),
        "What a partnership files each quarter, through its bridge: members, meetings, activities, actions.",
    ),
    Term(
        "Cold spot",
        ("cold spots",),
        "An authority of which no evidence, dated or not, names a partnership.",
    ),
    Term(
        "Evidence grade",
        ("grade", "proved"),
        "How strong a published fact is, from 1, an official statement, to 6, illustrative. Proved are those "
        "whose status a source states and dates.",
    ),
    Term(
        "Illustrative",
        (),
        "Generated to show how the tool works; it reports on nobody. One switch hides it.",
    ),
    Term(
        "Need",
        ("deprivation",),
        "By what places are ranked: usually the mean income of taxpayers, the lowest first.",
    ),
    Term(
        "Children and young people",
        ("CYP",),
        "Here those of 0 to 24 completed years.",
    ),
    Term(
        "Artsmark",
        (),
        "The Arts Council’s award to schools, Silver, Gold or Platinum, valid for two years.",
    ),
    Term(
        "Arts Award",
        (),
        "A qualification for young people up to 25, in five levels: Discover, Explore, Bronze, Silver, Gold.",
    ),
    Term(
        "National Portfolio Organisation",
        ("NPO",),
        "An organisation that the Arts Council funds for several years as part of its National Portfolio.",
    ),
    Term(
        "IDACI",
        ("Income Deprivation Affecting Children Index",),
        "The share of children up to 15 who live in families with a low income.",
    ),
    Term(
        "Connected Lab",
        ("Connected Network",),
        "Support by a bridge: one place for each partnership. The Connected Network, twice a year, is open to"
        " places without a partnership too.",
    ),
    Term(
        "Kaplan-Meier",
        ("survival",),
        "A way of saying how long something takes that counts those who still wait as waiting, not as missing.",
    ),
)
