"""Elements of OpenDocument files hold what they were given, whatever it looks like."""

import io
import zipfile
from datetime import date

import pytest
from lxml import etree

from data.opendocument import (
    NAMES,
    VERSION,
    Element,
    blank_cell,
    day_cell,
    el,
    number_cell,
    package,
    root,
    row,
    text_cell,
)


def parsed(element: Element) -> etree._Element:
    return etree.fromstring(root("body", element).encode())[0]


def text_in(element: Element) -> str:
    """The text of a cell as a spreadsheet shows it."""
    lines = []
    for line in parsed(element).iter("{*}p"):
        for spaces in line.iter("{*}s"):
            spaces.text = " " * int(spaces.get(f"{{{NAMES['text']}}}c", "1"))
        for tab in line.iter("{*}tab"):
            tab.text = "\t"
        lines.append("".join(map(str, line.itertext())))
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    ["plain", "<b>&amp;</b>", "two  spaces", " edges ", "a\ttab", "two\nlines", "“quoted” 'and' \"so\"", ""],
)
def test_a_cell_holds_its_text_as_it_is(text: str) -> None:
    assert text_in(text_cell(text)) == text


def test_an_element_keeps_elements_and_escapes_texts_and_attributes() -> None:
    made = parsed(el("text:p", "1 < 2", el("text:tab"), table_style_name='a"b\n<c>'))
    assert (made.text, len(made)) == ("1 < 2", 1)
    assert made.get(f"{{{NAMES['table']}}}style-name") == 'a"b\n<c>'


def test_cells_say_their_values() -> None:
    cells = [
        number_cell(3.0),
        number_cell(0.25),
        day_cell(date(2019, 3, 31)),
        blank_cell(table_style_name="x"),
    ]
    kinds = [
        {etree.QName(name).localname: value for name, value in cell.attrib.items()}
        for cell in parsed(row(cells, times=2))
    ]
    assert kinds == [
        {"value-type": "float", "value": "3"},
        {"value-type": "float", "value": "0.25"},
        {"value-type": "date", "date-value": "2019-03-31"},
        {"style-name": "x"},
    ]


def test_a_package_lists_its_parts_and_is_the_same_bytes_every_time() -> None:
    parts = {"content.xml": root("document-content"), "Chart 1/content.xml": root("document-content")}
    made = package(parts, folders={"Chart 1/": "application/vnd.oasis.opendocument.chart"})
    assert made == package(parts, folders={"Chart 1/": "application/vnd.oasis.opendocument.chart"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["mimetype", *parts, "META-INF/manifest.xml"]
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
    paths = [entry.get(f"{{{NAMES['manifest']}}}full-path") for entry in manifest]
    assert paths == ["/", "Chart 1/", *parts]
    assert manifest.get(f"{{{NAMES['manifest']}}}version") == VERSION
