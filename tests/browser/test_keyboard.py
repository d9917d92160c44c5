"""Each journey by keyboard alone: Tab, Enter, Space and arrows, and the focus is always seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.pages import ADVISER, OFFICER, OPEN
from tests.browser.person import Person
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.browser

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


def test_the_skip_link_is_the_first_stop_and_leads_past_the_head(new_person: NewPerson) -> None:
    guest = new_person()
    guest.go(OPEN)
    press(guest, "Tab")
    require_visible_focus(guest)
    expect(guest.page.locator(":focus")).to_have_text("Skip to the text")
    press(guest, "Enter")
    press(guest, "Tab")
    assert guest.page.evaluate("document.activeElement.closest('main') !== null")


def test_signing_in(new_person: NewPerson) -> None:
    guest = new_person()
    guest.go("/account/sign-in")
    write(guest, "#email", "moderator@example.org")
    write(guest, "#password", PASSWORD)
    tab_to(guest, "main button.button-primary")
    enter(guest, "Space")
    assert guest.path == "/"
    tab_to(guest, ".account-name")
    press(guest, "Enter")
    tab_to(guest, ".account-links a")


def test_commenting_on_a_clause(new_person: NewPerson) -> None:
    adviser = new_person(ADVISER)
    adviser.go(OPEN)
    tab_to(adviser, ".clause-comment")
    enter(adviser)
    assert "#form" in adviser.page.url
    write(adviser, "main [name=body]", "Written without a mouse, on a train.")
    tab_to(adviser, "main [name=kind]")
    press(adviser, "ArrowDown")
    tab_to(adviser, "main .comment-form button.button-primary")
    enter(adviser)
    adviser.sees("Written without a mouse, on a train.")
    adviser.sees("Objection")


def test_taking_a_position_with_conditions(new_person: NewPerson) -> None:
    adviser = new_person("station-commander-bo")
    adviser.go(f"{OPEN}/v1/endorse")
    tab_to(adviser, "main [name=position]")
    press(adviser, "Space")
    press(adviser, "ArrowDown")
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    go_from_the_summary_to(adviser, "conditions")
    adviser.page.keyboard.type("Provided the forum meets at night as well.")
    tab_to(adviser, "main button.button-primary")
    enter(adviser)
    assert adviser.path == f"{OPEN}/endorsements"
    adviser.sees("Provided the forum meets at night as well.")


def test_answering_several_comments_at_once(new_person: NewPerson) -> None:
    officer = new_person(OFFICER)
    officer.go(f"{OPEN}/rounds/1/answers?unanswered=1")
    for _ in range(2):
        tab_to(officer, "main [name=comment]")
        press(officer, "Space")
    tab_to(officer, "main button[name=answer]")
    enter(officer)
    expect(officer.main.locator("[name=comment]:checked")).to_have_count(2)
    go_from_the_summary_to(officer, "code")
    press(officer, "Space")
    press(officer, "ArrowDown")
    press(officer, "ArrowDown")
    write(officer, "main [name=reason]", "We keep the rule, and say in 2.1 why we keep it.")
    tab_to(officer, "main button[name=answer]")
    enter(officer)
    officer.go(f"{OPEN}/rounds/1/answers")
    said = officer.main.get_by_text("We keep the rule, and say in 2.1 why we keep it.")
    expect(said).to_have_count(2)


def go_from_the_summary_to(person: Person, name: str) -> None:
    """What has to be put right takes the focus, and its link leads to the field at fault."""
    expect(person.page.locator(".error-summary")).to_be_focused()
    require_visible_focus(person)
    tab_to(person, ".error-summary a")
    press(person, "Enter")
    expect(person.field(name).first).to_be_focused()
    require_visible_focus(person)
