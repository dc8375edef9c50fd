"""The HTTP contract of board papers: `/board-pack.<form>?<filters>&<choice>`, and its preview as a page."""

from dataclasses import replace

import orjson
from flask import Flask, Response, request

from dashboard import compose_paper, words
from dashboard.exports.forms import PAPER_FORMS, render_paper
from dashboard.exports.paper.choice import chart_and_filters
from dashboard.exports.paper.paper import Paper
from dashboard.pages import QuestionReader
from dashboard.question import QueryError
from dashboard.web.incoming import ASKED_BY_US
from dashboard.web.responses import policy


def register(server: Flask, reader: QuestionReader) -> None:
    """Add the address of the board paper in every form."""
    server.add_url_rule("/board-pack.<form>", "board_pack", lambda form: board_pack(reader, form))


def board_pack(reader: QuestionReader, form: str) -> Response:
    """Answer /board-pack.<form>; "html" is the preview, which the page that composes a paper shows in a frame.

    What is not known is ignored and said in the preview, as on every page, and refused by every other form; the page
    that composes has it said beside the outline.
    """
    query = request.query_string.decode("utf-8", "replace")
    if form == "html":
        return _preview(*compose_paper.read(reader.programme(), query))
    if form == "json":
        return _outline(*compose_paper.read(reader.programme(), query))
    if form not in PAPER_FORMS:
        known = words.listing([*PAPER_FORMS, "html", "json"], conjunction="or")
        said = f"“{form}” is not a form of a board paper; ask for {known}.\n"
        return Response(said, status=404, mimetype="text/plain")
    return _file(compose_paper.read(reader.programme(), query, exactly=True)[0], form)


def _preview(paper: Paper, ignored: tuple[str, ...]) -> Response:
    from dashboard.exports.pdf.pdf import as_html  # noqa: PLC0415  (only those who compose a paper need it)

    page = as_html(replace(paper, form="pdf"), style="/assets/paper.css", ignored=ignored)
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy(scripts=(), framed_by="'self'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _understood(paper: Paper) -> str:
    """The query without what is not known in it, with which the page that composes goes on."""
    held = {figure.chart.key for figure in paper.figures}
    charts = tuple(one for one in paper.choice.charts if chart_and_filters(one)[0] in held)
    choice = replace(paper.choice, charts=charts)
    asked = paper.question.query_about(paper.question.partnership).removeprefix("?")
    return "&".join(part for part in (asked, choice.to_query()) if part)


def _outline(paper: Paper, ignored: tuple[str, ...]) -> Response:
    """What the paper holds, and what it could hold, for the page that composes it and for other programs."""
    header, ours = ASKED_BY_US
    said = {"sentence": str(QueryError(*ignored)), "understood": _understood(paper)} if ignored else {}
    if ignored and request.headers.get(header) != ours:
        return Response(orjson.dumps(said), status=400, content_type="application/json")
    outline = said | {
        "title": paper.title,
        "purpose": paper.purpose,
        "summary": paper.summary,
        "asked": paper.asked,
        "charts": [figure.chart.key for figure in paper.figures],
        "figures": [
            {
                "number": figure.number,
                "chart": figure.named,
                "key": figure.chart.key,
                "caption": figure.caption,
                "own": figure.own,
                "finding": figure.headline,
                "commentary": figure.commentary,
            }
            for figure in paper.figures
        ],
        "available": [
            {"key": chart.key, "question": chart.question, "page": name}
            for name, chart in compose_paper.available(paper.question)
        ],
        "forms": [{"form": form, "name": made.name} for form, made in PAPER_FORMS.items()],
        "foot": paper.foot,
        "command": paper.command,
    }
    return Response(orjson.dumps(outline, option=orjson.OPT_INDENT_2), content_type="application/json")


def _file(paper: Paper, form: str) -> Response:
    made = render_paper(paper, form)
    response = Response(made, content_type=PAPER_FORMS[form].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{paper.file_name(form)}"'
    response.headers["Cache-Control"] = "no-store"
    return response
