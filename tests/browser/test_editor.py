"""Writing in the editor: the tools, and the draft that the server keeps while one types."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPerson
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.factories import documents

pytestmark = pytest.mark.browser

ADVISER, COORDINATOR = "police-adviser-freetown", "justice-coordinator-kinshasa"
WORDS = "Two guards count the rifles at dusk."


@pytest.fixture
def page(site: Served, request: pytest.FixtureRequest) -> str:
    with site.arranging() as session:
        author = site.actor(session, COORDINATOR)
        title = f"Count, {request.node.name}"
        return documents.a_page(session, author, title=title).document.address


def use(person: Person, tool: str) -> None:
    person.main.get_by_role("button", name=tool, exact=True).click()


def test_a_footnote_gets_its_number_and_its_note(new_person: NewPerson, page: str) -> None:
    adviser = new_person(ADVISER)
    adviser.go(f"{page}/edit")
    adviser.write("body", "Two guards count.\n\nA third signs.")
    text = adviser.field("body")
    text.press("Control+End")
    use(adviser, "Footnote")
    adviser.page.keyboard.type("In the book.")
    text.press("Control+Home")
    text.press("End")
    use(adviser, "Footnote")
    adviser.page.keyboard.type("Never alone.")
    expect(text).to_have_value(
        "Two guards count.[^2]\n\nA third signs.[^1]\n\n[^1]: In the book.\n[^2]: Never alone."
    )
    expect(adviser.main.locator(".preview .footnotes li")).to_have_count(2)


def test_a_table_stands_in_a_paragraph_of_its_own(new_person: NewPerson, page: str) -> None:
    adviser = new_person(ADVISER)
    adviser.go(f"{page}/edit")
    adviser.write("body", WORDS)
    adviser.field("body").press("Control+End")
    use(adviser, "Table")
    adviser.page.keyboard.type("Rifle")
    expect(adviser.main.locator(".preview th").first).to_have_text("Rifle")


def test_what_was_written_is_there_in_another_browser(new_person: NewPerson, page: str) -> None:
    phone, desk = new_person(ADVISER), new_person(ADVISER)
    phone.go(f"{page}/edit")
    phone.write("body", WORDS)
    expect(phone.main.locator(".unsaved-state")).to_contain_text("Draft kept")
    desk.go(f"{page}/edit")
    desk.sees("This is your draft, not saved yet")
    expect(desk.field("body")).to_have_value(WORDS)
    assert desk.send() == 200
    desk.go(f"{page}/edit")
    expect(desk.main).not_to_contain_text("This is your draft")


def test_without_scripts_a_button_keeps_and_another_drops(new_person: NewPerson, page: str) -> None:
    adviser = new_person(ADVISER, has_scripts=False)
    adviser.go(f"{page}/edit")
    adviser.write("body", WORDS)
    assert adviser.press("Keep a draft") == 200
    expect(adviser.field("body")).to_have_value(WORDS)
    assert adviser.press("Drop the draft, start from the saved text") == 200
    expect(adviser.field("body")).not_to_have_value(WORDS)
