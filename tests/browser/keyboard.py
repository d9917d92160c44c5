"""Hands that touch nothing but the keyboard, and eyes that always look for the focus."""

from playwright.sync_api import expect

from tests.browser.person import Person

MOST_STEPS = 400

# An outline, a shadow or a border of its own: something that tells this element from its
# neighbours while it has the focus. None: the focus is lost on the page itself.
_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 0), innerHeight - 1));
  return {
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    is_in_view: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
    is_on_top: !!top && (element.contains(top) || top.contains(element)
      || (element.labels && [...element.labels].some(label => label.contains(top)))),
    what: element.outerHTML.slice(0, 120),
  };
}"""


def press(person: Person, key: str) -> None:
    person.page.keyboard.press(key)


def require_visible_focus(person: Person) -> None:
    focus = person.page.evaluate(_FOCUS)
    assert focus is not None, f"The focus is lost on {person.path}."
    assert focus["is_marked"], focus
    assert focus["is_in_view"], focus
    assert focus["is_on_top"], focus


def tab_to(person: Person, selector: str) -> None:
    """Presses Tab until an element of the selector has the focus, looking at each stop."""
    for _ in range(MOST_STEPS):
        press(person, "Tab")
        require_visible_focus(person)
        if person.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} can't be reached by Tab on {person.path}.")


def enter(person: Person, key: str = "Enter") -> None:
    """Presses what has the focus, and waits for the page that this leads to."""
    with person.page.expect_navigation(wait_until="domcontentloaded"):
        press(person, key)


def write(person: Person, selector: str, words: str) -> None:
    tab_to(person, selector)
    person.page.keyboard.type(words)


def choose(person: Person, name: str, steps: int = 0) -> None:
    """Takes the first of several radio buttons, or goes on by so many arrows."""
    tab_to(person, f"main [name={name}]")
    press(person, "Space")
    for _ in range(steps):
        press(person, "ArrowDown")


def send(person: Person, button: str = "main button.button-primary") -> None:
    """Presses the button that the page is about."""
    tab_to(person, button)
    enter(person)


def follow(person: Person, selector: str) -> None:
    """Goes where a link leads."""
    tab_to(person, selector)
    enter(person)


def go_from_the_summary_to(person: Person, name: str) -> None:
    """What has to be put right takes the focus, and its link leads to the field at fault."""
    expect(person.page.locator(".error-summary")).to_be_focused()
    require_visible_focus(person)
    tab_to(person, ".error-summary a")
    press(person, "Enter")
    expect(person.field(name).first).to_be_focused()
    require_visible_focus(person)
