"""Reading office files as the packages they are: parts, relationships, content types; and what must hold of any."""

from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return every part of a package by name."""
    with ZipFile(BytesIO(package)) as opened:
        assert opened.testzip() is None
        return {f"/{name}": opened.read(name) for name in opened.namelist()}


def xml_of(package: bytes, name: str) -> _Element:
    """Return one part as XML."""
    return etree.fromstring(parts_of(package)[name])


def find(element: _Element, path: str) -> list[_Element]:
    """Return the elements at a path, by the prefixes above."""
    found = element.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return found


def values(element: _Element, path: str) -> list[str]:
    """Return the attributes or texts at a path."""
    return [str(one) for one in find(element, path)]


def named(parts: dict[str, bytes], begins: str) -> dict[str, _Element]:
    """Return the XML parts whose names begin so."""
    return {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if name.startswith(begins) and name.endswith(".xml")
    }


def assert_sound(package: bytes) -> None:
    """Every part is well formed and typed, every relationship leads somewhere and every one that is used exists."""
    parts = parts_of(package)
    trees = {
        name: etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))
    }
    types = trees["/[Content_Types].xml"]
    defaults = {value.lower() for value in values(types, "//ct:Default/@Extension")}
    overrides = set(values(types, "//ct:Override/@PartName"))
    for name in parts.keys() - {"/[Content_Types].xml"}:
        assert name in overrides or name.rsplit(".", 1)[-1].lower() in defaults, f"{name} has no type"
    assert overrides <= parts.keys()
    for name, tree in trees.items():
        if name.endswith(".rels"):
            assert_leads_somewhere(name, tree, parts)
        else:
            used = set(values(tree, "//@r:id | //@r:embed | //@r:link"))
            assert used <= relationships(name, trees), f"{name} uses {used}"


def assert_leads_somewhere(name: str, tree: _Element, parts: dict[str, bytes]) -> None:
    folder = dirname(dirname(name))
    for target in values(tree, "//rel:Relationship[not(@TargetMode='External')]/@Target"):
        assert normpath(join(folder, target)) in parts, f"{name} names {target}"


def relationships(name: str, trees: dict[str, _Element]) -> set[str]:
    folder, _, file = name.rpartition("/")
    found = trees.get(f"{folder}/_rels/{file}.rels")
    return set() if found is None else set(values(found, "//rel:Relationship/@Id"))
