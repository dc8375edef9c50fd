"""Elements as HTML: names, styles, what needs no value, and that nothing in a text becomes markup."""

import dash_bootstrap_components as dbc
from lxml import html as parser

from dashboard.components import html
from dashboard.components.markup import markup


def test_an_element_has_the_names_of_html() -> None:
    made = html.Label(
        [html.Span("As at"), 3], htmlFor="day", className="quiet", tabIndex="-1", data_nav="here"
    )
    assert (
        markup(made)
        == '<label for="day" class="quiet" tabindex="-1" data-nav="here"><span>As at</span>3</label>'
    )


def test_a_style_is_written_with_dashes_and_without_what_is_none() -> None:
    assert markup(html.Div(style={"minHeight": "9px", "--tall": "2", "minWidth": None})) == (
        '<div style="min-height: 9px; --tall: 2"></div>'
    )


def test_what_is_true_needs_no_value_and_what_is_false_is_left_out() -> None:
    assert markup(html.Dl(hidden=True)) == "<dl hidden></dl>"
    assert markup(html.Dl(hidden=False)) == "<dl></dl>"
    assert markup(html.Span("×", aria_hidden="true")) == '<span aria-hidden="true">×</span>'


def test_no_text_becomes_markup() -> None:
    made = parser.fromstring(markup(html.A("<b>&", href='"><script>', title="'")))
    assert (made.tag, made.text, made.get("href"), len(made)) == ("a", "<b>&", '"><script>', 0)


def test_no_address_is_one_that_runs() -> None:
    assert markup(html.outside("javascript:alert(1)")).startswith('<a target="_blank"')


def test_what_is_seen_by_nobody_is_left_out_and_controls_wait() -> None:
    chosen = dbc.Checklist(
        id="x", options=[{"label": "A", "value": "a"}, {"label": "B", "value": "b"}], value=["b"]
    )
    assert markup([html.Store(id="a", data=1), html.Location(id="url")]) == ""
    assert parser.fromstring(markup(chosen)).xpath("//input[@checked]/following::label[1]/text()") == ["B"]
    assert markup(dbc.Select(id="n", options=[{"label": "N", "value": "n"}], value="n")) == (
        '<select inert id="n" class="form-select form-select-sm"><option value="n" selected>N</option></select>'
    )
