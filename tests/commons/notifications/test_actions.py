"""Watching, reading, and the links that make mails stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.notifications.actions import mailing, reading, watching
from ssrwiki.commons.notifications.actions.mailing import Scope, Unsubscription
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.commons.notifications.queries import inbox
from ssrwiki.commons.people.rules import GUEST, MailPreference
from ssrwiki.foundation.errors import NotAllowed, NotFound
from ssrwiki.foundation.keys import Keys
from tests.factories.desk import Desk
from tests.factories.documents import a_page
from tests.factories.people import Town

KEYS = Keys("x" * 40)


def test_watching_twice_is_watching_once(session: Session, town: Town) -> None:
    reader, document = town.actor(), a_page(session, town.actor()).document
    first = watching.watch(session, actor=reader, thing=document)
    assert watching.watch(session, actor=reader, thing=document) is first
    watching.unwatch(session, actor=reader, thing=document)
    watching.unwatch(session, actor=reader, thing=document)
    assert session.scalars(select(Watch)).all() == []


def test_one_can_only_watch_what_one_can_read(session: Session, town: Town) -> None:
    document = a_page(session, town.actor(), audience="unit").document
    for actor in (town.actor(), GUEST):
        with pytest.raises(NotAllowed):
            watching.watch(session, actor=actor, thing=document)


def test_nobody_marks_anothers_notices_as_read(desk: Desk, session: Session, town: Town) -> None:
    author, reader, other = town.actor(), town.actor(), town.actor()
    document = a_page(session, author).document
    for each in (reader, other):
        watching.watch(session, actor=each, thing=document)
    desk.happen(author, document)
    desk.happen(author, document)
    desk.work()
    ids = [notice.public_id for notice in desk.notices()]
    reading.mark_read(session, actor=reader, public_ids=ids[:1] + ids[-1:])
    counts = {inbox.unread_count(session, actor) for actor in (reader, other)}
    assert sum(notice.is_read for notice in desk.notices(other)) == 0
    assert len(counts) == 2
    reading.mark_all_read(session, actor=reader)
    assert inbox.unread_count(session, reader) == 0


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_of_ours_opens(scope: Scope) -> None:
    made = Unsubscription(scope, "abcdefghjkmn")
    assert mailing.opened(made.token(KEYS), KEYS) == made


def test_a_token_still_opens_after_the_key_was_changed() -> None:
    made = Unsubscription(Scope.ALL, "abcdefghjkmn")
    assert mailing.opened(made.token(KEYS), Keys("y" * 40, (KEYS.current,))) == made


@given(st.text(max_size=120))
def test_no_other_text_opens(token: str) -> None:
    with pytest.raises(NotFound):
        mailing.opened(token, KEYS)


@given(st.integers(0, 200), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_token_with_one_letter_changed_opens_nothing(place: int, letter: str) -> None:
    token = Unsubscription(Scope.WATCH, "abcdefghjkmn").token(KEYS)
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(NotFound):
            mailing.opened(changed, KEYS)


def test_a_token_made_for_another_purpose_opens_nothing() -> None:
    text = f"{Scope.ALL}.abcdefghjkmn"
    with pytest.raises(NotFound):
        mailing.opened(f"{text}.{KEYS.sign('session', text)}", KEYS)


def test_stopping_ends_that_watch_or_all_mails_and_nothing_of_anybody_else(
    desk: Desk, session: Session, town: Town
) -> None:
    one, other = town.actor(), town.actor()
    document = a_page(session, town.actor()).document
    watch = watching.watch(session, actor=one, thing=document)
    kept = watching.watch(session, actor=other, thing=document)
    mailing.unsubscribe(session, Unsubscription(Scope.WATCH, watch.public_id))
    mailing.unsubscribe(session, Unsubscription(Scope.WATCH, watch.public_id))
    mailing.unsubscribe(session, Unsubscription(Scope.ALL, desk.person(one).public_id))
    assert session.scalars(select(Watch)).all() == [kept]
    assert desk.person(one).mail_preference == MailPreference.NEVER
    assert desk.person(other).mail_preference == MailPreference.DIGEST
