"""What surrounds every page: skip link, name and data line, navigation, filter bar, foot."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dashboard import release, words
from dashboard.cache import cached
from dashboard.components import html, ids
from dashboard.components.filter_bar import chosen, filter_bar
from dashboard.components.html import Element
from dashboard.indicators.shared.choices import emptied_by
from dashboard.narrowed import place_of, query
from dashboard.pages.page import Page
from dashboard.question import Question, few, query_of
from data.names import by_name
from data.programme.programme import Programme

MOST_CHIPS = 40
"""Words of what is chosen; each has the way to all the others, so that many of them would be very long."""
MOST_BLAMED = 3
"""Filters that are offered to be removed where together they leave nobody."""

Groups = Sequence[tuple[str, Sequence[Page]]]
"""What people ask about, each with its pages."""


class Surroundings(NamedTuple):
    """What is around a page: the others, its address, of which the path is None where it is not known yet, and whether
    people sign in, so that there is a menu of theirs.
    """

    pages: Groups
    path: str | None
    search: str
    has_accounts: bool = False


def shell(
    question: Question, main: Sequence[Element], *, answer: Mapping[str, Any], surroundings: Surroundings
) -> list[Element]:
    """Return all that stands on the screen for a page; `main` is that page, `answer` what its cards need beside it."""
    pages, path, search, has_accounts = surroundings
    return [
        html.Location(id=ids.URL, **({"pathname": path, "search": search, "query": search} if path else {})),
        html.still(
            [
                html.A("Skip to the answer", href="#main", className="skip-link"),
                _header(question, pages, path or "", own=[_account()] if has_accounts else []),
            ]
        ),
        html.Div(
            [
                filter_bar(question),
                html.Div(filter_words(question), id=ids.WORDS, className="filter-words"),
            ],
            className="filters",
            role="search",
            aria_label="Filters",
        ),
        html.Main(main, id=ids.MAIN, tabIndex="-1"),
        html.still(_foot()),
        html.still(html.Div(id=ids.NEWS, role="status", className="visually-hidden")),
        html.Store(id=ids.SHOWN, data=path and place_of(path, search)),
        html.Store(id=ids.ANSWER, data={**around(question), **answer}),
    ]


def around(question: Question) -> dict[str, Any]:
    """Return what changes in the shell: the query that its links keep, the line on the store, what a list is narrowed
    by, which a changed filter leaves as it is, what each menu of filters says, the saved views, and the version of the
    store.
    """
    return {
        "views": _views(question.programme),
        "query": question.query,
        "line": store_line(question),
        "narrowed": query(question.narrowed),
        "chosen": chosen(question),
        "version": question.programme.store_version,
    }


@cached()
def _views(programme: Programme) -> list[list[str]]:
    """The key, name and address of each saved view, by name."""
    views = programme.saved_views.sort_values("name", key=by_name)
    listed: list[list[str]] = views[["saved_view", "name", "address"]].to_numpy().tolist()
    return listed


def navigation(pages: Groups, path: str, query: str) -> list[Element]:
    """Return the links to every page, keeping the filters, by what people ask about; the current one is marked."""
    return [html.Li(_group(label, some, path, query), className="nav-group") for label, some in pages]


def _group(label: str, pages: Sequence[Page], path: str, query: str) -> list[Element]:
    """The pages of a group, after its label where no page has that name."""
    links = [html.Li(_page_link(page, path, query)) for page in pages]
    if len(pages) == 1:
        return [_page_link(pages[0], path, query)]
    said = [] if label == pages[0].name else [html.Span(label, className="nav-label", aria_hidden="true")]
    return [*said, html.Ul(links, aria_label=label)]


def _page_link(page: Page, path: str, query: str) -> Element:
    """The link to a page, marked where it is the current one, or above it."""
    here = path == page.path or (page.path != "/" and path.startswith(f"{page.path}/"))
    return html.link(
        page.name, f"{page.path}{query}", className="nav-link", aria_current="page" if here else None
    )


def filter_words(question: Question) -> list[Element]:
    """Return the active filters as words that a click removes, and a sentence for what was ignored."""
    active = question.filters.words(question.known)
    added, narrowed = question.query_partnership, question.narrowed
    chips = [
        _chip(word.label, query_of(word.without, partnership=added, by=narrowed))
        for word in active[:MOST_CHIPS]
    ]
    for one in narrowed[:MOST_CHIPS]:
        others = [other for other in narrowed if other != one]
        chips.append(_chip(one.label, query_of(question.filters, partnership=added, by=others)))
    clear = [html.link("Clear all filters", "?", className="clear-all")] if len(chips) > 1 else []
    ignored = [
        html.P(f"Ignored: {sentence}", className="ignored", role="status")
        for sentence in few(question.ignored)
    ]
    left = len(active) + len(narrowed) - len(chips)
    more = [html.Span(f"and {words.number(left)} more")] if left else []
    chosen = [html.Div([*chips, *more, *clear], className="filter-chips")] if chips else []
    return [*chosen, *_emptied(question), *ignored]


def _chip(label: str, without: str) -> Element:
    """A word of what is chosen, and the way to the query that does without it."""
    parts = [label, html.Span("×", aria_hidden="true")]
    return html.link(parts, without or "?", className="filter-word", title=f"Remove: {label}")


def _emptied(question: Question) -> list[Element]:
    """Say which filter leaves nobody, and offer to remove it; nothing where some are left."""
    blamed = emptied_by(question.of_all)[:MOST_BLAMED]
    offers = [
        html.link(
            f"Remove “{word.label}”: {words.count_of(number, 'partnership')}",
            query_of(word.without, partnership=question.query_partnership, by=question.narrowed) or "?",
            className="filter-offer",
        )
        for word, number in blamed
    ]
    said = "No partnership fits all of these filters."
    return (
        [html.P([said, *(part for offer in offers for part in (" ", offer))], className="emptied")]
        if offers
        else []
    )


def store_line(question: Question) -> str:
    """Say what the store holds and to which date: "Illustrative returns; register of 92 real partnerships; ..."."""
    beyond = [question.beyond] if question.beyond else []
    held = f"{_held(question.visible)}{f' in {question.whose}' if question.whose else ''}"
    return "; ".join([held, f"as at {question.day}", *beyond])


@cached()
def _held(seen: Programme) -> str:
    generated = any(frame["is_illustrative"].any() for frame in (seen.statuses, seen.memberships))
    real = int((~seen.partnerships["is_illustrative"]).sum())
    returns = "Illustrative returns" if generated else "Published facts only"
    return f"{returns}; register of {words.count_of(real, 'real partnership')}"


def _account() -> Element:
    """The menu of whoever is signed in: the same for all, so that pages are; assets/accounts.js says who it is."""
    menu = html.Div(html.A("Your account", href="/account"), className="menu-items")
    name = html.Summary(html.Span("Account"))
    return html.Details([name, menu], className="filter-menu listed account")


def _header(question: Question, pages: Groups, path: str, *, own: Sequence[Element]) -> Element:
    return html.Header(
        [
            html.Div(
                [
                    html.link("CEP Monitor", "/", className="brand"),
                    _search(),
                    html.Div(
                        [
                            *(
                                html.Details(
                                    [html.Summary(name), html.Div(className="menu-items")],
                                    className=f"filter-menu listed {name.lower()}",
                                )
                                for name in ("Views", "Tray")
                            ),
                            html.Button(
                                "Copy link",
                                type="button",
                                className="quiet",
                                data_does="page-link",
                            ),
                            html.Button("Print", type="button", className="quiet", data_does="print"),
                            *own,
                        ],
                        className="page-actions",
                    ),
                ],
                className="masthead",
            ),
            html.P(store_line(question), id=ids.STORE_LINE, className="store-line"),
            html.Nav(
                html.Ul(navigation(pages, path, question.query)),
                className="site-nav",
                aria_label="Pages",
            ),
        ],
        className="site-header",
    )


def _search() -> Element:
    """The field that finds whatever has a name; assets/27-search.js fills its list."""
    listed = f"{ids.SEARCH}-found"
    return html.Div(
        [
            html.Label("Search", htmlFor=ids.SEARCH, className="visually-hidden"),
            html.Input(
                id=ids.SEARCH,
                type="text",
                role="combobox",
                placeholder="Find a partnership, place, organisation, chart, word",
                aria_expanded="false",
                aria_controls=listed,
                aria_autocomplete="list",
                aria_keyshortcuts="/",
                autoComplete="off",
                spellCheck="false",
                enterKeyHint="go",
                className="search-field",
            ),
            html.Span("/", aria_hidden="true", className="search-key"),
            html.Ul(id=listed, role="listbox", aria_label="Found", hidden=True, className="search-found"),
            html.P(id=f"{ids.SEARCH}-said", role="status", className="search-said visually-hidden"),
        ],
        className="search",
        role="search",
        aria_label="Everything",
    )


def _foot() -> Element:
    return html.Footer(
        [
            html.P(
                "Boundaries: Office for National Statistics licensed under the Open Government Licence v.3.0. "
                "Contains OS data © Crown copyright and database right 2023."
            ),
            html.P(
                "Names, places, some dates and some members of partnerships are public facts. Other memberships, and "
                "all meetings, activities, actions and support, are published nowhere: those shown were generated, "
                "and report on no one."
            ),
            html.P(release.in_short()),
        ],
        className="site-foot",
    )
