"""The main job from end to end, as the issue wants it done by hand: with scripts and without.

Policy staff publish a draft and ask; two practitioners comment and take positions; staff close
early, answer, publish the response and a second version; everything said is found again.
"""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewPerson
from tests.browser.person import PATIENCE_MS, Person

pytestmark = pytest.mark.browser

OFFICER, ADVISER, COORDINATOR = "policy", "practitioner", "practitioner2"

BODY = """## What we ask of a station

A station keeps one register of complaints.[^1]

Every complaint is answered within ten days by the head of the station, in front of a witness.

The register is read aloud at the monthly meeting.

## Who pays

| What | Who pays |
| --- | --- |
| The register | The station |
| Training | The programme |

No fee is asked of anybody who complains, at any desk and on any day.

The adviser visits twice a year and writes down what was seen.

[^1]: A book with numbered pages; nothing electronic is needed.
"""

NEW_WORDS = (
    "Every complaint is answered within fifteen days by the head of the station, in front of a "
    "witness; the {word} hears whoever waits longer."
)

REVISED = """## What we ask of a station

A station keeps one register of complaints.[^1]

{new_words}

The register is read aloud at the monthly meeting.

No fee is asked of anybody who complains, at any desk and on any day.

## Who pays

| What | Who pays |
| --- | --- |
| The register | The station |
| Training | The programme |

[^1]: A book with numbered pages; nothing electronic is needed.
"""

ON_THE_REWRITTEN = "Ten days is too short where the clerk comes once a fortnight."
ON_THE_MOVED = "This stands too far down: people read the first page only."
ON_THE_DELETED = "Two visits are a show; nobody here would miss them."
CONDITION = "Provided the receipt is written in the language of the complainant."


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts_on", "scripts_off"])
def test_a_draft_is_published_road_tested_answered_revised_and_found(
    new_person: NewPerson, has_scripts: bool
) -> None:
    officer, adviser, coordinator = (new_person(has_scripts=has_scripts) for _ in range(3))
    officer.sign_in(OFFICER)
    adviser.sign_in(ADVISER)
    coordinator.sign_in(COORDINATOR)
    word = "doorkeeper" if has_scripts else "gatekeeper"
    title = f"Complaints at the station, heard by the {word}"

    policy = write_draft(officer, title)
    publish_first_version(officer, policy)
    open_round(officer, policy)

    comment(adviser, policy, "1.2", ON_THE_REWRITTEN)
    comment(coordinator, policy, "2.2", ON_THE_MOVED, attribution="role_and_region")
    comment(coordinator, policy, "2.3", ON_THE_DELETED, attribution="role_and_region")
    endorse(adviser, policy, "agree_with_conditions", conditions=CONDITION)
    endorse(coordinator, policy, "agree", attribution="role_and_region")
    nobody_is_named(officer, policy)

    close_early(officer, policy)
    answer_one(officer, policy, ON_THE_REWRITTEN)
    answer_all_others(officer, policy)
    publish_answers(officer, policy)
    the_response_answers_everybody(adviser, policy)

    publish_second_version(officer, policy, word)
    every_comment_is_in_its_place(adviser, policy, NEW_WORDS.format(word=word))
    positions_are_stale_until_confirmed(adviser, policy)
    the_new_text_is_found(coordinator, word, title)


def write_draft(officer: Person, title: str) -> str:
    officer.go("/policies/new")
    officer.write("title", title)
    officer.write("abstract", "How a station takes a complaint, answers it and shows that it did.")
    officer.write("body", BODY)
    officer.write("field", "The station clerk keeps the book; the adviser reads it on each visit.")
    assert officer.send() == 200
    officer.sees("Only your unit sees this.")
    expect(officer.main.locator("table")).to_contain_text("The programme")
    expect(officer.main.locator(".footnotes")).to_contain_text("numbered pages")
    return officer.path


def publish_first_version(officer: Person, policy: str) -> None:
    officer.follow("Publish version 1")
    officer.write("summary", "A first draft for those who keep the book.")
    assert officer.send() == 200
    officer.sees("What will happen")
    assert officer.send() == 200
    assert officer.path == f"{policy}/v1"


def open_round(officer: Person, policy: str) -> None:
    officer.follow("Open a round of comment")
    officer.write("question", "Would this work at the station you know best?")
    assert officer.send() == 200
    officer.sees("takes comments for 30 days")
    assert officer.send() == 200
    assert officer.path == f"{policy}/rounds/1"


def comment(
    person: Person, policy: str, number: str, words: str, *, attribution: str = "named"
) -> None:
    person.go(policy)
    person.led_by(clause(person, number).locator(".clause-comment"))
    person.write("body", words)
    person.choose("attribution", attribution)
    assert person.send() == 200
    person.sees(words)
    assert person.path.startswith(f"{policy}/rounds/1/comments/")


def clause(person: Person, number: str) -> Locator:
    """The clause that is printed under this number."""
    link = person.page.locator(f'.clause-number:text-is("{number}")')
    return person.main.locator(".clause").filter(has=link)


def endorse(
    person: Person,
    policy: str,
    position: str,
    *,
    conditions: str = "",
    attribution: str = "named",
) -> None:
    person.go(f"{policy}/v1/endorse")
    person.choose("position", position)
    assert person.send() == 200
    if conditions:
        person.write("conditions", conditions)
    person.choose("attribution", attribution)
    assert person.send() == 200
    assert person.path == f"{policy}/endorsements"


def nobody_is_named(officer: Person, policy: str) -> None:
    for page in ("rounds/1/comments", "endorsements", "rounds/1/answers"):
        officer.go(f"{policy}/{page}")
        assert "Kinshasa" not in officer.page.content()


def close_early(officer: Person, policy: str) -> None:
    officer.go(f"{policy}/rounds/1")
    officer.follow("Close early")
    officer.write("reason", "The stations asked for the book before the rains.")
    assert officer.send() == 200
    assert officer.send() == 200
    officer.sees("days early")
    officer.sees("The stations asked for the book before the rains.")


def answer_one(officer: Person, policy: str, words: str) -> None:
    officer.go(policy)
    officer.follow("Answer the comments")
    row = officer.main.locator(".bench-row").filter(has_text=words)
    officer.led_by(row.get_by_role("link", name="Answer this one"))
    officer.choose("code", "accepted")
    officer.write("reason", "Fifteen days, in writing.")
    assert officer.send() == 200
    expect(officer.main.locator(".bench-row").filter(has_text=words)).to_contain_text("Accepted")


def answer_all_others(officer: Person, policy: str) -> None:
    officer.go(f"{policy}/rounds/1/answers?unanswered=1")
    rows = officer.main.locator(".bench-row")
    expect(rows).to_have_count(3)
    for number in range(3):
        rows.nth(number).locator('input[name="comment"]').check()
    officer.choose("code", "accepted_in_part")
    officer.write("reason", "We follow you in the next version, as far as the budget goes.")
    assert officer.press("Keep this answer as a draft") == 200
    officer.sees("Every comment has an answer.")


def publish_answers(officer: Person, policy: str) -> None:
    officer.go(f"{policy}/rounds/1/answers")
    assert officer.press("Publish the answers") == 200
    officer.write("text", "Thank you. The second version says what we took from it.")
    assert officer.send() == 200
    assert officer.path == f"{policy}/rounds/1/response"


def the_response_answers_everybody(reader: Person, policy: str) -> None:
    reader.go(f"{policy}/rounds/1/response")
    for words in (ON_THE_REWRITTEN, ON_THE_MOVED, ON_THE_DELETED, CONDITION):
        point = reader.main.locator(".said-done").filter(has_text=words)
        expect(point.locator(".answer")).to_have_count(1)


def publish_second_version(officer: Person, policy: str, word: str) -> None:
    officer.go(f"{policy}/edit")
    officer.write("body", REVISED.format(new_words=NEW_WORDS.format(word=word)))
    officer.write("summary", "After the first round.")
    assert officer.send() == 200
    officer.go(f"{policy}/publish")
    officer.write("summary", "Fifteen days, and nobody visits for show.")
    officer.choose("change_class", "substantive")
    assert officer.send() == 200
    officer.sees("stop counting until their holders confirm them")
    assert officer.send() == 200
    assert officer.path == f"{policy}/v2"


def every_comment_is_in_its_place(reader: Person, policy: str, new_words: str) -> None:
    assert reader.go(policy) == 200
    rewritten, moved = clause(reader, "1.2"), clause(reader, "1.4")
    for place in (rewritten, moved):
        place.locator("summary").click()
    expect(rewritten).to_contain_text(new_words)
    expect(rewritten).to_contain_text("The text has changed since.")
    expect(rewritten).to_contain_text(ON_THE_REWRITTEN)
    expect(moved).to_contain_text("Stood at 2.2 before.")
    expect(moved).to_contain_text(ON_THE_MOVED)
    gone = reader.main.locator(".clause-gone, #orphans").filter(has_text=ON_THE_DELETED)
    expect(gone).to_have_count(1)
    expect(reader.main.locator("#whole")).to_contain_text(CONDITION)
    expect(reader.main.locator(".carried")).to_have_count(4)


def positions_are_stale_until_confirmed(adviser: Person, policy: str) -> None:
    positions = adviser.main.locator(".position-row")
    stale = positions.filter(has_text="endorsed v1")
    adviser.go(f"{policy}/endorsements")
    expect(positions).to_have_count(2)
    expect(stale).to_have_count(2)
    adviser.go(policy)
    adviser.follow("Look at what changed, and confirm your position")
    expect(adviser.main.locator(".redline")).to_contain_text("fifteen")
    assert adviser.send() == 200
    adviser.go(f"{policy}/endorsements")
    expect(positions).to_have_count(2)
    expect(stale).to_have_count(1)
    expect(stale).not_to_contain_text(CONDITION)


def the_new_text_is_found(person: Person, word: str, title: str) -> None:
    """The worker indexes what was published within seconds."""
    found = person.main.get_by_role("link", name=title)
    for _ in range(PATIENCE_MS // 500):
        person.go(f"/search?q=fifteen+witness+{word}")
        if found.count():
            break
        person.page.wait_for_timeout(500)
    assert found.count() == 1
    expect(person.main.locator("mark").first).to_be_visible()
