"""Which county an authority's ground lies in, where certain: ceremonial, former shire, or metropolitan.

London, Berkshire, Stockton-on-Tees, the East Riding and Hull, Bristol, Herefordshire, Rutland and the Isle
of Wight have none: they lie in no county that had a code when the codes began, or in two.
"""

COUNTIES = {
    "E10000001": "Bedfordshire",
    "E10000002": "Buckinghamshire",
    "E10000003": "Cambridgeshire",
    "E10000004": "Cheshire",
    "E10000005": "Cornwall",
    "E10000006": "Cumbria",
    "E10000007": "Derbyshire",
    "E10000008": "Devon",
    "E10000009": "Dorset",
    "E10000010": "Durham",
    "E10000011": "East Sussex",
    "E10000012": "Essex",
    "E10000013": "Gloucestershire",
    "E10000014": "Hampshire",
    "E10000015": "Hertfordshire",
    "E10000016": "Kent",
    "E10000017": "Lancashire",
    "E10000018": "Leicestershire",
    "E10000019": "Lincolnshire",
    "E10000020": "Norfolk",
    "E10000021": "Northamptonshire",
    "E10000022": "Northumberland",
    "E10000023": "North Yorkshire",
    "E10000024": "Nottinghamshire",
    "E10000025": "Oxfordshire",
    "E10000026": "Shropshire",
    "E10000027": "Somerset",
    "E10000028": "Staffordshire",
    "E10000029": "Suffolk",
    "E10000030": "Surrey",
    "E10000031": "Warwickshire",
    "E10000032": "West Sussex",
    "E10000033": "Wiltshire",
    "E10000034": "Worcestershire",
    "E11000001": "Greater Manchester",
    "E11000002": "Merseyside",
    "E11000003": "South Yorkshire",
    "E11000005": "West Midlands",
    "E11000006": "West Yorkshire",
    "E11000007": "Tyne and Wear",
}

_RUNS: tuple[tuple[int, int, str], ...] = (
    (7000004, 7000007, "E10000002"),
    (7000008, 7000012, "E10000003"),
    (7000026, 7000031, "E10000006"),
    (7000032, 7000039, "E10000007"),
    (7000040, 7000047, "E10000008"),
    (7000048, 7000053, "E10000009"),
    (7000061, 7000065, "E10000011"),
    (7000066, 7000077, "E10000012"),
    (7000078, 7000083, "E10000013"),
    (7000084, 7000094, "E10000014"),
    (7000095, 7000104, "E10000015"),
    (7000105, 7000116, "E10000016"),
    (7000117, 7000128, "E10000017"),
    (7000129, 7000135, "E10000018"),
    (7000136, 7000142, "E10000019"),
    (7000143, 7000149, "E10000020"),
    (7000150, 7000156, "E10000021"),
    (7000163, 7000169, "E10000023"),
    (7000170, 7000176, "E10000024"),
    (7000177, 7000181, "E10000025"),
    (7000187, 7000191, "E10000027"),
    (7000192, 7000199, "E10000028"),
    (7000200, 7000206, "E10000029"),
    (7000207, 7000217, "E10000030"),
    (7000218, 7000222, "E10000031"),
    (7000223, 7000229, "E10000032"),
    (7000234, 7000239, "E10000034"),
    (7000240, 7000243, "E10000015"),
    (7000244, 7000245, "E10000029"),
    (7000246, 7000246, "E10000027"),
    (8000001, 8000010, "E11000001"),
    (8000011, 8000015, "E11000002"),
    (8000016, 8000019, "E11000003"),
    (8000020, 8000024, "E11000007"),
    (8000025, 8000031, "E11000005"),
    (8000032, 8000036, "E11000006"),
    (8000037, 8000037, "E11000007"),
    (8000038, 8000039, "E11000003"),
)
"""Districts were numbered county by county: first and last number, county."""

_UNITARIES: dict[str, tuple[int, ...]] = {
    "E10000001": (32, 55, 56),
    "E10000002": (42, 60),
    "E10000003": (31,),
    "E10000004": (6, 7, 49, 50),
    "E10000005": (52, 53),
    "E10000006": (63, 64),
    "E10000007": (15,),
    "E10000008": (26, 27),
    "E10000009": (28, 29, 58, 59),
    "E10000010": (1, 5, 47),
    "E10000011": (43,),
    "E10000012": (33, 34),
    "E10000013": (25,),
    "E10000014": (44, 45),
    "E10000016": (35,),
    "E10000017": (8, 9),
    "E10000018": (16,),
    "E10000019": (12, 13),
    "E10000021": (61, 62),
    "E10000022": (48, 57),
    "E10000023": (2, 3, 14, 65),
    "E10000024": (18,),
    "E10000026": (20, 51),
    "E10000027": (22, 24, 66),
    "E10000028": (21,),
    "E10000033": (30, 54),
}
"""County -> the numbers of the unitary authorities (E06) that lie in it."""


def county_of(area_code: str) -> str | None:
    """The code of the county an authority lies in, or None where it lies in none with a code."""
    number = int(area_code[1:])
    if area_code.startswith("E06"):
        found = (county for county, numbers in _UNITARIES.items() if number - 6_000_000 in numbers)
    else:
        found = (county for first, last, county in _RUNS if first <= number <= last)
    return next(found, None)
