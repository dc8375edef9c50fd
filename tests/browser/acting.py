"""What a visitor does on a page, in the words of a visitor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.visiting import UPDATE, settled


@contextmanager
def answered(page: Page) -> Iterator[list[Response]]:
    """Do something that changes the address, and wait until the page shows the answer; gives the response."""
    got: list[Response] = []
    with page.expect_response(lambda response: UPDATE in response.url) as waiting:
        yield got
    got.append(waiting.value)
    waiting.value.finished()
    settled(page)


FARTHEST = 200
"""Presses of Tab after which nobody would go on."""
NEXT_PRESS = """one => {
  const here = document.activeElement;
  if (here === one) return "";
  return here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
}"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who uses a page in one way alone: by "mouse", or by "keyboard", pressing Tab to whatever is used."""

    page: Page
    by: str

    def use(self, target: Locator) -> None:
        """Press a button, follow a link, open or close a menu."""
        self._go(target)
        if self.by == "keyboard":
            self.page.keyboard.press("Enter")

    def follow(self, target: Locator) -> None:
        """Use what asks the dashboard for something, and wait for its answer."""
        with answered(self.page):
            self.use(target)

    def tick(self, target: Locator) -> None:
        """Change a box, and wait for the answer."""
        with answered(self.page):
            self._go(target)
            if self.by == "keyboard":
                self.page.keyboard.press("Space")

    def choose(self, target: Locator, begins: str) -> None:
        """Choose from a list what begins so, and wait for the answer."""
        with answered(self.page):
            if self.by == "keyboard":
                self._go(target)
                self.page.keyboard.type(begins)
            else:
                target.select_option(target.locator("option", has_text=begins).get_attribute("value"))

    def write(self, target: Locator, text: str) -> None:
        """Put a text into a field."""
        self._go(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def go(self, name: str) -> None:
        """Go to a page by the navigation."""
        pages = self.page.get_by_role("navigation", name="Pages")
        self.follow(pages.get_by_role("link", name=name, exact=True))

    def open_filters(self) -> None:
        """Unfold the filter bar where it is folded, as on a phone."""
        folded = self.page.locator(".filter-toggle[aria-expanded=false]")
        if folded.is_visible():
            self.use(folded)

    def show_table(self, key: str) -> Locator:
        """Open the table twin of a chart by its card's menu; gives its rows."""
        shown = card(self.page, key)
        self.use(shown.locator(".card-menu > summary"))
        self.use(shown.get_by_role("button", name="Show table", exact=True))
        rows = shown.locator(".table-slot tbody tr")
        rows.first.wait_for()
        return rows

    def _go(self, target: Locator) -> None:
        """Click it, or press Tab, forwards or back, until it has the focus."""
        if self.by == "mouse":
            target.click()
            return
        target.wait_for()
        for _ in range(FARTHEST):
            press = target.evaluate(NEXT_PRESS)
            if not press:
                return
            self.page.keyboard.press(press)
        message = f"{target} is not reached by {FARTHEST} presses of Tab"
        raise AssertionError(message)


def choose(page: Page, menu: str, fieldset: str, label: str) -> list[Response]:
    """Tick one value of a filter in its menu, and close the menu again."""
    open_filters(page)
    summary = page.locator(".filter-menu > summary", has_text=menu)
    summary.click()
    with answered(page) as got:
        page.get_by_role("group", name=fieldset, exact=True).get_by_label(label, exact=True).check()
    summary.click()
    return got


def change(page: Page, label: str, value: str) -> None:
    """Set a date of the filter bar."""
    open_filters(page)
    with answered(page):
        page.get_by_label(label).fill(value)
        page.get_by_label(label).press("Enter")


def draw_anew(page: Page) -> None:
    """Have the Data page drawn anew under the hands of its reader, as after a change of the store."""
    page.evaluate("document.getElementById('lists').dataset.old = 'yes'")
    with answered(page):
        page.evaluate("window.dash_clientside.set_props('url', { query: window.location.search })")
    expect(page.locator("[data-old]")).to_have_count(0)
    settled(page)


def open_filters(page: Page) -> None:
    """Unfold the filter bar where it is folded, as on a phone."""
    folded = page.locator(".filter-toggle[aria-expanded=false]")
    if folded.is_visible():
        folded.click()


def card(page: Page, key: str) -> Locator:
    """The card of one chart."""
    return page.locator(f"#card-{key}")


def take_away(page: Page, key: str, words: str) -> None:
    """Choose one thing of a card's menu, by its full name."""
    shown = card(page, key)
    shown.locator(".card-menu > summary").click()
    shown.locator(f'.menu-item[aria-label="{words}"], .menu-item:text-is("{words}")').click()


def show_table(page: Page, key: str) -> Locator:
    """Open the table twin of a chart and return its first rows."""
    take_away(page, key, "Show table")
    rows = card(page, key).locator(".table-slot tbody tr")
    rows.first.wait_for()
    return rows


def unfold(page: Page, key: str) -> None:
    """Ask for all rows of a table, where it shows some."""
    more = card(page, key).locator(".table-more")
    if more.is_visible():
        more.click()


def answer(page: Page) -> str:
    """The sentence under the question."""
    return page.locator("p.answer").inner_text()


def words_of(page: Page) -> list[str]:
    """The active filters as the page words them."""
    return [text.replace("×", "").strip() for text in page.locator(".filter-word").all_inner_texts()]


def headlines(page: Page) -> dict[str, str]:
    """The headline of every card by its chart's key."""
    return dict(
        page.locator("section.chart-card[id^=card-]").evaluate_all(
            "cards => cards.map(card => [card.id.replace('card-', ''), card.querySelector('h2').textContent])"
        )
    )


def drawn_headlines(page: Page) -> dict[str, str]:
    """The headline that every drawn figure carries inside itself, by its chart's key."""
    return dict(
        page.evaluate("cepWatch.graphs().map(plot => [plot.layout.meta.key, plot.layout.meta.headline])")
    )


def point_at(page: Page, key: str, code: str) -> tuple[float, float]:
    """Point at an authority on a map until its name is shown; gives where in the window that is."""
    point = page.evaluate(
        """([key, code]) => {
          const paths = [...document.querySelectorAll(`#card-${key} .choroplethlayer path`)];
          const path = paths.find((one) => one.__data__.loc === code);
          if (!path) return null;
          path.scrollIntoView({ block: "center", behavior: "instant" });
          const box = path.getBoundingClientRect();
          const back = path.getScreenCTM().inverse();
          const inside = [];
          for (let down = 1; down < 20; down++) for (let along = 1; along < 20; along++) {
            const x = box.left + (box.width * along) / 20, y = box.top + (box.height * down) / 20;
            if (path.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) inside.push([x, y]);
          }
          const middle = [0, 1].map((axis) => inside.reduce((sum, one) => sum + one[axis], 0) / inside.length);
          const away = (one) => Math.hypot(one[0] - middle[0], one[1] - middle[1]);
          return inside.sort((a, b) => away(a) - away(b))[0];
        }""",
        [key, code],
    )
    assert point, f"{code} is not on the map {key}"
    return point[0], point[1]
