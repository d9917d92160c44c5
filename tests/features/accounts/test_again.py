"""What can't be undone, or gives rights, asks for the password again after a quarter of an hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page, revised
from tests.factories.people import PASSWORD, Town

START = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = START + timedelta(minutes=16)
REASON = "It names a man who is still at his post."


@pytest.fixture
def remark(session: Session, town: Town) -> Iterator[str]:
    """The id of a comment on a page of two revisions; the clock stands at the start."""
    with clock.at(START):
        author = town.actor("author", is_verified=False)
        document = a_page(session, author).document
        revised(session, author, document, "Second.")
        made = a_remark(session, author, document, "He is at the second checkpoint.")
        town.actor("moderator", is_moderator=True, organisation="secretariat")
        session.commit()
        yield made.public_id


@pytest.fixture
def moderator(app: Site, remark: str) -> Visitor:
    return Visitor(app).sign_in("moderator")


def test_shortly_after_signing_in_nothing_is_asked(moderator: Visitor, remark: str) -> None:
    done = moderator.send(f"/comments/{remark}/redact", reason=REASON)
    assert done.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "/comments/{remark}/redact",
        "/pages/local-ownership/redact?revision=1",
        "/moderation/people/author",
    ],
)
def test_later_the_page_is_reached_by_the_password(
    moderator: Visitor, remark: str, address: str
) -> None:
    address = address.format(remark=remark)
    with clock.at(LATER):
        led = moderator.get(address)
        assert led.status_code == 303
        assert led.location.startswith("/account/again?next=")
        done = moderator.send(led.location, password=PASSWORD)
        assert (done.status_code, done.location) == (303, address)
        assert moderator.get(address).status_code == 200


def test_what_was_written_meanwhile_comes_back_and_is_sent_by_hand(
    moderator: Visitor, remark: str
) -> None:
    act = f"/comments/{remark}/redact"
    fields = moderator.hidden_fields(act)
    with clock.at(LATER):
        asked = moderator.client.post(act, data=fields | {"reason": REASON})
        assert asked.status_code == 401
        assert REASON in asked.get_data(as_text=True)
        held = {"held-once": fields["once"], "held-reason": REASON}
        csrf = {"csrf_token": fields["csrf_token"]}
        given = moderator.client.post(
            "/account/again", data=csrf | held | {"password": PASSWORD, "next": act}
        )
        assert given.status_code == 200
        assert f'action="{act}"' in given.get_data(as_text=True)
        assert REASON in given.get_data(as_text=True)
        address = f"/pages/local-ownership/discussion/{remark}"
        assert "second checkpoint" in text_of(moderator.get(address)), "nothing was sent by itself"
        assert moderator.client.post(act, data=fields | {"reason": REASON}).status_code == 303
        assert "second checkpoint" not in text_of(moderator.get(address))


def test_a_wrong_password_opens_nothing(moderator: Visitor, remark: str) -> None:
    act = f"/comments/{remark}/redact"
    with clock.at(LATER):
        wrong = moderator.send("/account/again", password="x" * 12, next=act)
        assert wrong.status_code == 422
        assert moderator.get(act).status_code == 303


def test_the_former_cookie_does_not_become_fresh_with_the_new_one(
    app: Site, moderator: Visitor, remark: str
) -> None:
    stolen = moderator.client.get_cookie("ssrwiki")
    assert stolen is not None
    with clock.at(LATER):
        moderator.send("/account/again", password=PASSWORD)
        thief = Visitor(app)
        thief.client.set_cookie("ssrwiki", stolen.value)
        led = thief.get(f"/comments/{remark}/redact")
        assert led.location.startswith("/account/sign-in")


def test_the_password_leads_nowhere_else_and_is_not_guessed_for_ever(
    moderator: Visitor, remark: str
) -> None:
    with clock.at(LATER):
        hostile = moderator.send("/account/again", password=PASSWORD, next="//evil.example/")
        assert hostile.location == "/"
        tries = [moderator.send("/account/again", password="x" * 12) for _ in range(10)]
        assert tries[-1].status_code == 429


def test_a_guest_signs_in_as_ever(app: Site, remark: str) -> None:
    led = Visitor(app).get(f"/comments/{remark}/redact")
    assert led.location.startswith("/account/sign-in")
