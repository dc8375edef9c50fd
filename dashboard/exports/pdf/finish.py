"""What Chrome leaves undone in a tagged PDF: title and language, structure, and pictures kept only once."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    Stream,
    String,
)

LANGUAGE: Final = "en-GB"
ROLES: Final = {"/Strong": Name.Span, "/Em": Name.Span}
"""Structure that Chrome names in words newer than PDF 1.7, and what it is called there."""
OPENS: Final = frozenset({"BDC", "BMC"})
CONSTRUCTS: Final = frozenset({"m", "re"})
PAINTS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
ALONE: Final = frozenset({"Do", "sh", "INLINE IMAGE"})
DECORATION: Final = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
END: Final = ContentStreamInstruction([], Operator("EMC"))


def finish(printed: bytes, *, title: str, description: str) -> bytes:
    """Return the PDF with title, language and what PDF/UA asks for; equal pages give equal files.

    Neither date nor program is kept: the foot of the paper says which store, date and version made it.
    """
    with pikepdf.open(BytesIO(printed)) as pdf:
        _describe(pdf, title, description)
        _complete(pdf)
        _keep_once(pdf)
        written = BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return written.getvalue()


def _describe(pdf: Pdf, title: str, description: str) -> None:
    pdf.Root.Lang = LANGUAGE
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    del pdf.docinfo
    pdf.docinfo["/Title"] = title
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
        described["dc:title"] = title
        described["dc:description"] = description
        described["dc:language"] = {LANGUAGE}
        described["pdfuaid:part"] = "1"


def _keep_once(pdf: Pdf) -> None:
    """Chrome writes a hatched area's picture again for every bar; each is kept once."""
    kept: dict[str, Object] = {}
    for resources in _resources(pdf):
        named = resources.get("/XObject", Dictionary())
        for name, one in list(named.items()):
            if isinstance(one, Stream) and one.get("/Subtype") == "/Image" and "/SMask" not in one:
                named[name] = kept.setdefault(_content(one), one)


def _resources(pdf: Pdf) -> Iterator[Object]:
    for one in pdf.objects:
        if isinstance(one, Dictionary | Stream) and isinstance(one.get("/Resources"), Dictionary):
            yield one.Resources


def _content(image: Stream) -> str:
    facts = f"{image.get('/Width')} {image.get('/Height')} {image.get('/ColorSpace')} {image.get('/Filter')}"
    return sha256(facts.encode() + image.read_raw_bytes()).hexdigest()


def _complete(pdf: Pdf) -> None:
    """Say what is decoration, what a list item holds and where a link goes; without these it does not meet PDF/UA-1.

    ISO 14289-1, 7.1, 7.2 and 7.18.
    """
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary(ROLES)
    known = list(elements(root))
    _renumber(root, known)
    for item in [one for one in known if one.S == Name.LI]:
        _hold(pdf, item)
    for page in pdf.pages:
        page.Tabs = Name.S
        page.Contents = pdf.make_stream(
            pikepdf.unparse_content_stream(list(_marked(pikepdf.parse_content_stream(page))))
        )
        _name_links(page)


def elements(node: Object) -> Iterator[Dictionary]:
    """Every structure element below a node, in reading order."""
    for kid in kids(node):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kids(node: Object) -> list[Any]:
    """What a node of the structure holds, always as a list."""
    held = node.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _renumber(root: Object, known: list[Dictionary]) -> None:
    """Give the cells of tables names that count from one; Chrome's count differs from run to run."""
    named = [one for one in known if "/ID" in one]
    names = {str(one.ID): String(f"cell{place:06}") for place, one in enumerate(named, start=1)}
    for one in named:
        one.ID = names[str(one.ID)]
    for attribute in (one for element in known for one in attributes(element)):
        if "/Headers" in attribute:
            attribute.Headers = Array(names[str(header)] for header in attribute.Headers)
    if named:
        root.IDTree = Dictionary(Names=Array(part for one in named for part in (one.ID, one)))
        # The names are in the order that such a tree wants: each has the same number of figures.


def attributes(element: Dictionary) -> list[Any]:
    """The attributes of a structure element, always as a list."""
    said = element.get("/A", Array())
    return list(said) if isinstance(said, Array) else [said]


def _hold(pdf: Pdf, item: Dictionary) -> None:
    """Put what a list item says into the body of that item; its bullet stays beside it."""
    held = kids(item)
    label = [kid for kid in held if isinstance(kid, Dictionary) and kid.get("/S") == Name.Lbl]
    said = [kid for kid in held if kid not in label]
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(said)))
    for kid in said:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = body
    item.K = Array([*label, body])


def _name_links(page: Page) -> None:
    """Say of each link where it goes, for readers who do not see what is around it."""
    for note in page.get("/Annots", Array()):
        if note.get("/Subtype") == Name.Link:
            note.Contents = f"Go to {str(note.get('/Dest', 'the place named')).lstrip('/').replace('-', ' ')}"


def _marked(instructions: Iterable[Any]) -> Iterator[Any]:
    """The page's instructions, with what is painted outside every tag marked as decoration."""
    depth, open_here = 0, False
    for instruction in instructions:
        name = str(instruction.operator)
        depth += (name in OPENS) - (name == "EMC")
        if not depth and not open_here and (name == "BT" or name in CONSTRUCTS or name in ALONE):
            yield DECORATION
            open_here = True
        yield instruction
        if open_here and (name == "ET" or name in PAINTS or name in ALONE):
            yield END
            open_here = False
