"""The forty questions that `make figures` asks, and the papers that it makes."""

from typing import Final

QUESTIONS: Final = (
    "",
    "partnership=camden-spark",
    "region=E12000007",
    "region=E12000001",
    "region=E12000008&partnership=hampshire-cep",
    "region=E12000002&region=E12000003",
    "region=E12000009&as_at=2019-04-01&partnership=bath-cep",
    "region=E12000004&as_at=2021-04-01",
    "ace_area=london&partnership=islington",
    "ace_area=north",
    "ace_area=midlands&ace_area=south-east",
    "bridge=a-new-direction",
    "bridge=artswork",
    "bridge=curious-minds&bridge=festival-bridge",
    "bridge=royal-opera-house-bridge&partnership=thurrock",
    "sector=school",
    "sector=health&sector=local_authority",
    "sector=employer&lever=DEL",
    "lever=SYN",
    "lever=DEL&lever=MOB",
    "include=emerging&partnership=black-shale",
    "include=emerging&region=E12000007",
    "illustrative=hide&partnership=camden-spark",
    "illustrative=hide&region=E12000007",
    "illustrative=hide&sector=school",
    "illustrative=hide&include=emerging&as_at=2018-06-30",
    "as_at=2014-12-31&partnership=bristol-cultural-education-partnership",
    "as_at=2016-12-31",
    "as_at=2017-06-30&partnership=birmingham-lcep",
    "as_at=2020-12-31",
    "as_at=2023-04-01&partnership=york",
    "since=2015-01-01&partnership=my-cambridge",
    "since=2019-10-01",
    "as_at=2018-12-31&since=2018-07-01&partnership=wiltshire-and-swindon-cep",
    "method=weighted&partnership=luton-cep",
    "method=weighted&lever=DEL&region=E12000006",
    "need=made_up",
    "need=made_up&region=E12000008&include=emerging",
    "ace_area=midlands&as_at=2019-12-31&include=emerging&sector=school&since=2018-01-01",
    "ace_area=london&region=E12000001&colour=red&as_at=yesterday",
)
"""Filters, and for some the partnership that is asked about; the last one has nothing to show and parts to ignore."""

LARGE: Final = (
    "chart=pilots-comparison&chart=pilots-members&chart=partnership-area&chart=partnership-status"
    "&chart=partnership-levers&chart=partnership-sectors&chart=partnership-chains&chart=partnership-quality"
)

PAPERS: Final = (
    "",
    "illustrative=hide",
    "region=E12000007&title=London&purpose=To+try&summary=One+line&chart=london-map&chart=core-groups",
    f"as_at=2019-12-31&method=weighted&partnership=camden-spark&{LARGE}",
    "ace_area=london&region=E12000001",
)
FORMS: Final = ("docx", "pptx", "xlsx", "ods", "html")
"""Every form of a paper but the PDF, which is the preview (html) on pages."""
