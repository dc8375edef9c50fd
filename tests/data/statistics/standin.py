"""A statistics service on this machine: tables by path, as Fingertips and Nomis answer them, and its faults."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from tests.geo.add import standin

FINGERTIPS = "/fingertips/by_indicator_id"
NOMIS = "/nomis"

INDICATOR = "Children in low income"
LATEST = "2020/21"


def fingertips_row(
    code: str, value: str, *, period: str = LATEST, sex: str = "Persons", group: str = ""
) -> str:
    """A row of Fingertips, with the columns that tell rows apart."""
    return f"1,{INDICATOR},{code},{sex},<16 yrs,{group},{period},{value},{period[:4]}0000"


FINGERTIPS_TABLE = "\r\n".join(
    [
        "Indicator ID,Indicator Name,Area Code,Sex,Age,Category Type,Time period,Value,Time period Sortable",
        fingertips_row("E92000001", "19.9"),
        fingertips_row("E12000007", "16.0"),
        fingertips_row("E09000002", "24.5"),
        fingertips_row("E09000003", "12.25"),
        fingertips_row("E09000007", ""),
        fingertips_row("E09000002", "20.0", period="2019/20"),
        fingertips_row("E09000003", "10.0", period="2019/20"),
        fingertips_row("E09000002", "30.0", group="Ethnic groups"),
        "",
    ]
)
NOMIS_TABLE = "\n".join(
    [
        '"DATE","DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","GENDER_NAME","OBS_VALUE","RECORD_COUNT"',
        '"2020-03","March 2020","Barking and Dagenham","E09000002","Total",4.5,3',
        '"2020-03","March 2020","Barnet","E09000003","Total",2.1,3',
        '"2020-03","March 2020","Cardiff","W06000015","Total",3.0,3',
        "",
    ]
)


class Handler(standin.Handler):
    """One request for a table."""

    tables: Mapping[str, str]

    def do_GET(self) -> None:  # noqa: N802 - the name is the library's
        parts = urlsplit(self.path)
        self.query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.service.asked.append({"path": parts.path} | self.query)
        if self.service.faults and self.service.faults.pop(0)(self):
            return
        if parts.path in self.tables:
            self.send_text(self.tables[parts.path])
        else:
            self.send_error(404)

    def send_text(self, text: str, *, kept: float = 1.0) -> None:
        """Send a table; of one that is cut, only a part, although its whole length was announced."""
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: int(len(body) * kept)])
        if kept < 1:
            self.close_connection = True


def saying(text: str, *, kept: float = 1.0) -> standin.Fault:
    """Another answer than the usual one."""

    def answer(handler: standin.Handler) -> bool:
        assert isinstance(handler, Handler)
        handler.send_text(text, kept=kept)
        return True

    return answer


@contextmanager
def running(tables: Mapping[str, str] | None = None) -> Iterator[standin.Service]:
    """The service, with `address` where it begins, until the test has ended."""
    held = tables or {FINGERTIPS: FINGERTIPS_TABLE, f"{NOMIS}/NM_1_1.data.csv": NOMIS_TABLE}
    kind = type("Tables", (Handler,), {"tables": held})
    with standin.running(standin.Service([]), kind) as service:
        service.address = service.address.removesuffix(standin.PATH)
        yield service


def services(address: str) -> str:
    """A file of services that has both at an address of this machine, with one measure of each."""
    columns = 'period = "Time period"\norder = "Time period Sortable"\nname = "Indicator Name"'
    return f"""
[[service]]
key = "fingertips"
url = "{address}{FINGERTIPS}"
source = "Fingertips"
code = "Area Code"
value = "Value"
{columns}
keep = {{ "Category Type" = "" }}

[[service]]
key = "nomis"
url = "{address}{NOMIS}"
source = "Nomis"
code = "GEOGRAPHY_CODE"
value = "OBS_VALUE"
period = "DATE_NAME"
order = "DATE"
total = "RECORD_COUNT"

[[measure]]
key = "poor_children"
service = "fingertips"
query = "?indicator_ids=1&child_area_type_id=501"
kind = "rate"

[[measure]]
key = "claimants"
service = "nomis"
query = "/NM_1_1.data.csv?geography=TYPE424&measures=20100"
label = "Claimants"
kind = "rate"
"""
