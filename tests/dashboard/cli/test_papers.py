"""`cep board-pack` as a member of staff meets it."""

import shlex
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Cm
from pypdf import PdfReader
from typer.testing import CliRunner

from dashboard import compose_paper
from dashboard.cli import app
from data.programme.programme import Programme

run = CliRunner()


def test_a_paper_is_written_and_the_command_at_its_foot_writes_it_again(
    demo_store: str, demo_programme: Programme, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    options = ["--region", "E12000007", "--chart", "changes", "--chart", "by-region", "--method", "weighted"]
    words = ["--title", "-x ‘q’", "--summary", "One", "--summary", "Two"]
    done = run.invoke(app, ["board-pack", "-o", str(first), "--store", demo_store, *options, *words])
    assert (done.exit_code, done.stdout) == (0, f"Wrote {first}: 2 charts.\n")
    assert str(PdfReader(first).metadata.title) == "-x ‘q’"

    query = (
        "region=E12000007&chart=changes&chart=by-region&method=weighted&title=-x+‘q’&summary=One&summary=Two"
    )
    printed = shlex.split(compose_paper.read(demo_programme, query)[0].command)
    again = ["board-pack", "-o", str(second), "--store", demo_store, *printed[4:]]
    assert run.invoke(app, again).exit_code == 0
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize(
    ("file", "options", "refused"),
    [
        ("x.exe", [], (1, "x.exe should end in ")),
        (
            "x.pdf",
            ["--chart", "nonsense"],
            (2, "There is no chart called “nonsense”. Charts: actions, actions-over-time, "),
        ),
        (
            "x.docx",
            ["--region", "E99"],
            (2, "“E99” is not a known region; it can be E12000001 (North East), "),
        ),
        ("x.docx", ["--title", "x" * 180], (2, "The title has 180 characters; there is room for 150.")),
        (
            "x.docx",
            ["--ask", "money"],
            (2, "“money” is not known as ask; it can be decision or information."),
        ),
        ("x.docx", ["--region", ""], (2, "Nothing is said as region; it can be E12000001 (North East), ")),
        ("x.pdf", ["--as-at", "2020-02-30"], (2, "“2020-02-30” is not a date")),
        ("x.pdf", ["--chart", "partnership-status"], (2, "is about one partnership; name it as well.")),
        ("x.pdf", ["--partnership", "nobody"], (1, "No partnership in this store is called “nobody”.")),
        ("nowhere/x.pdf", ["--chart", "changes"], (1, "x.pdf cannot be written: No such file or directory.")),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    demo_store: str, tmp_path: Path, file: str, options: list[str], refused: tuple[int, str]
) -> None:
    done = run.invoke(app, ["board-pack", "-o", str(tmp_path / file), "--store", demo_store, *options])
    code, said = refused
    assert done.exit_code == code
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_paper_takes_a_template_and_a_check_says_what_that_lacks(demo_store: str, tmp_path: Path) -> None:
    template, made = tmp_path / "board.pptx", tmp_path / "made.pptx"
    slides = Presentation()
    slides.save(str(template))
    asked = ["board-pack", "-o", str(made), "--store", demo_store, "--chart", "by-region", "--template"]
    done = run.invoke(app, [*asked, str(template)])
    assert (done.exit_code, done.stdout) == (0, f"Wrote {made}: 1 chart.\n")
    assert next(iter(Presentation(str(made)).slides)).slide_layout.name == "Title Slide"
    checked = run.invoke(app, ["template-check", str(template)])
    assert (checked.exit_code, checked.stdout) == (0, "board.pptx has all that a paper needs.\n")

    slides.slide_width, slides.slide_height = Cm(12), Cm(9)
    for holder in slides.slide_layouts[1].placeholders:
        holder.left, holder.top, holder.width, holder.height = Cm(1), Cm(3), Cm(9), Cm(4)
    for layout in list(slides.slide_layouts)[2:]:
        slides.slide_layouts.remove(layout)
    slides.save(str(template))
    checked = run.invoke(app, ["template-check", str(template)])
    assert checked.exit_code == 1
    assert "too little for a chart; it needs 15 by 7 cm." in checked.stderr
    for name, said in (
        ("missing.pptx", "There is no template called"),
        (str(made) + ".docx", "takes a template"),
    ):
        refused = run.invoke(app, [*asked, name])
        assert refused.exit_code == 1
        assert said in refused.stderr
