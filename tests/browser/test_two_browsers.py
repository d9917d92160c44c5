"""What goes wrong between two tabs and two people: nothing is lost and nothing is doubled."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.features.policies.actions import rounds as closing
from ssrwiki.foundation import keys
from tests.browser.conftest import NewPerson
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.factories import documents, rounds
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.browser

OFFICER, DEPUTY = "policy-lead-justice", "policy-deputy-justice"
ADVISER, COORDINATOR = "police-adviser-freetown", "justice-coordinator-kinshasa"

WORDS = "Two stations share one car here, so an answer in ten days can't be carried out."


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A policy that is open for comment, made for one test."""

    slug: str
    clause: str

    @property
    def address(self) -> str:
        return f"/policies/{self.slug}/rounds/1"

    @property
    def form(self) -> str:
        return f"{self.address}/comments?clause={self.clause}"


@pytest.fixture
def asked(site: Served) -> OpenRound:
    with site.arranging() as session:
        officer = site.actor(session, OFFICER)
        made = rounds.a_policy(session, officer, title=f"Cars {keys.public_id()}")
        rounds.a_round(session, officer, made)
        return OpenRound(made.slug, made.clause_ids[1])


def a_comment(site: Served, asked: OpenRound, words: str = WORDS) -> str:
    """The public id of a comment that the adviser made."""
    with site.arranging() as session:
        adviser = site.actor(session, ADVISER)
        held = rounds.queries.held(session, viewer=adviser, slug=asked.slug, number=1)
        return rounds.a_comment(session, adviser, held, words).public_id


def close(site: Served, asked: OpenRound) -> None:
    with site.arranging() as session:
        officer = site.actor(session, OFFICER)
        held = rounds.queries.held(session, viewer=officer, slug=asked.slug, number=1)
        closing.close_early(session, actor=officer, held=held, reason="The rains came early.")


def comments_with(site: Served, words: str) -> int:
    with site.arranging() as session:
        query = select(func.count()).select_from(Comment).where(Comment.body.contains(words))
        return session.scalars(query).one()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts_on", "scripts_off"])
def test_a_double_click_sends_one_comment(
    new_person: NewPerson, site: Served, asked: OpenRound, has_scripts: bool
) -> None:
    words = f"Sent twice by an impatient hand, scripts {has_scripts}."
    adviser = new_person(ADVISER, has_scripts=has_scripts)
    adviser.go(asked.form)
    adviser.write("body", words)
    adviser.main.locator(".comment-form .button-primary").dblclick()
    adviser.page.wait_for_url("**/comments/*")
    adviser.sees(words)
    assert comments_with(site, words) == 1


def test_who_goes_back_and_sends_again_is_told_that_it_has_arrived(
    new_person: NewPerson, site: Served, asked: OpenRound
) -> None:
    words = "Sent, gone back, and sent again."
    adviser = new_person(ADVISER)
    adviser.go(asked.form)
    adviser.write("body", words)
    adviser.send()
    adviser.page.go_back()
    expect(adviser.field("body")).to_have_value(words)
    assert adviser.send() == 422
    adviser.sees("They have arrived.")
    assert comments_with(site, words) == 1


def test_the_second_of_two_officers_who_answer_a_comment_sees_both_answers(
    new_person: NewPerson, site: Served, asked: OpenRound
) -> None:
    address = f"{asked.address}/comments/{a_comment(site, asked)}/disposition"
    officer, deputy = new_person(OFFICER), new_person(DEPUTY)
    first = "We follow you: the next version says fifteen days."
    second = "We can't follow you, since the law itself says ten days."
    for person, code, reason in ((officer, "accepted", first), (deputy, "not_accepted", second)):
        person.go(address)
        person.choose("code", code)
        person.write("reason", reason)
    assert officer.send() == 200, officer.text
    assert deputy.send() == 409
    texts = [area.input_value() for area in deputy.main.locator("textarea").all()]
    assert first in "".join(texts)
    assert second in texts
    deputy.go(f"{asked.address}/answers")
    deputy.sees(first)


def test_the_second_of_two_editors_sees_both_texts(new_person: NewPerson, site: Served) -> None:
    with site.arranging() as session:
        author = site.actor(session, COORDINATOR)
        page = documents.a_page(session, author, title="The night desk").document.address
    one, other = new_person(ADVISER), new_person(OFFICER)
    first, second = "The desk is open at night.", "The desk is open until ten in the evening."
    for person, text in ((one, first), (other, second)):
        person.go(f"{page}/edit")
        person.write("body", text)
    assert one.send() == 200
    assert other.send() == 409
    texts = [area.input_value() for area in other.main.locator("textarea").all()]
    assert [text for text in texts if text in (first, second)] == [first, second]
    other.go(page)
    other.sees(first)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts_on", "scripts_off"])
def test_a_preview_leaves_the_text_to_be_saved(
    new_person: NewPerson, site: Served, has_scripts: bool
) -> None:
    with site.arranging() as session:
        author = site.actor(session, COORDINATOR)
        title = f"The door, {has_scripts}"
        page = documents.a_page(session, author, title=title).document.address
    adviser = new_person(ADVISER, has_scripts=has_scripts)
    adviser.go(f"{page}/edit")
    adviser.write("body", "The door *stays open*.")
    if has_scripts:  # it is shown beside the text while one writes
        expect(adviser.main.locator(".preview em")).to_have_text("stays open")
    else:
        adviser.press("Preview")
        expect(adviser.main.locator(".preview em")).to_have_text("stays open")
        adviser.page.go_back()
    assert adviser.send() == 200
    assert adviser.path == page
    expect(adviser.main.locator(".prose em")).to_have_text("stays open")


def test_a_comment_written_while_the_session_expired_comes_back_to_its_author(
    new_person: NewPerson, site: Served, asked: OpenRound
) -> None:
    writer = new_person(ADVISER)
    let_expire_while_writing(writer, site, asked)
    sign_in_again(writer, ADVISER_MAIL)
    expect(writer.field("body")).to_have_value(WORDS)
    expect(writer.field("clause")).to_have_value(asked.clause)
    assert writer.send() == 200
    writer.sees(WORDS)
    assert writer.path.startswith(f"{asked.address}/comments/")


def test_words_held_through_a_sign_in_are_not_given_to_somebody_else(
    new_person: NewPerson, site: Served, asked: OpenRound
) -> None:
    writer = new_person(ADVISER)
    let_expire_while_writing(writer, site, asked)
    sign_in_again(writer, "learner@example.org")
    assert WORDS not in writer.page.content()


ADVISER_MAIL = "practitioner@example.org"


def let_expire_while_writing(writer: Person, site: Served, asked: OpenRound) -> None:
    writer.go(asked.form)
    writer.write("body", WORDS)
    cookies = {cookie["name"]: cookie["value"] for cookie in writer.context.cookies()}
    site.end_sign_in(cookies[site.cookie_name])
    assert writer.send() == 401
    assert WORDS in [area.input_value() for area in writer.main.locator("textarea").all()]


def sign_in_again(writer: Person, address: str) -> None:
    writer.write("email", address)
    writer.write("password", PASSWORD)
    assert writer.send() == 200


def test_a_comment_sent_after_the_close_is_refused_with_its_words(
    new_person: NewPerson, site: Served, asked: OpenRound
) -> None:
    adviser = new_person(ADVISER)
    adviser.go(asked.form)
    adviser.write("body", WORDS)
    close(site, asked)
    assert adviser.send() == 422
    expect(adviser.field("body")).to_have_value(WORDS)
    adviser.sees("closed")


def test_scripts_in_a_comment_are_shown_as_text(new_person: NewPerson, asked: OpenRound) -> None:
    words = 'A <script>document.title = "taken"</script> and <img src=x onerror="alert(1)">.'
    adviser = new_person(ADVISER)
    adviser.go(asked.form)
    adviser.write("body", words)
    adviser.send()
    adviser.sees('<script>document.title = "taken"</script>')
    adviser.go(f"{asked.address}/comments")
    expect(adviser.main.locator("script, .comment img")).to_have_count(0)
    assert "taken" not in adviser.page.title()
