"""What moderators decide on newcomers' edits: never on their own unit's, never alone at the end."""

import pytest
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import holding, judging
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.rules import HeldOutcome, HeldState
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed, NotFound
from ssrwiki.foundation.pages import Position
from tests.factories.documents import a_held_edit
from tests.factories.held import found, refuse, release, verbs
from tests.factories.people import Town

LINKS = st.frozensets(st.sampled_from("abcd"), max_size=4)
WORDS = "It is the price list of our own unit."


def test_moderators_of_the_owning_organisation_and_others_decide_nothing(
    session: Session, town: Town, newcomer: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    insider = town.actor(is_moderator=True, organisation="owners")
    for stranger in (insider, town.actor(), newcomer):
        with pytest.raises(NotAllowed):
            refuse(session, stranger, held)
        with pytest.raises(NotAllowed):
            release(session, stranger, held)
    queue = queries.waiting(session, moderator=insider, position=Position())
    assert queue.rows == []


def test_a_refusal_takes_a_listed_reason_and_is_told_its_author(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    with pytest.raises(Invalid) as refused:
        judging.refuse(session, actor=moderator, submission=found(session, held), reason="dislike")
    assert refused.value.field == "reason"
    refuse(session, moderator, held)
    assert held.state is HeldState.REFUSED
    assert verbs(session, held) == [judging.REFUSED]
    with pytest.raises(Invalid, match="decided"):
        release(session, moderator, held)


def test_an_appeal_goes_to_a_second_moderator(
    session: Session, newcomer: Actor, moderator: Actor, second: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    refuse(session, moderator, held)
    with pytest.raises(NotFound):
        holding.appeal(session, actor=second, submission=found(session, held), words=WORDS)
    holding.appeal(session, actor=newcomer, submission=found(session, held), words=WORDS)
    session.flush()
    assert held.state is HeldState.APPEALED
    with pytest.raises(NotAllowed):
        release(session, moderator, held, "I have thought again.")
    with pytest.raises(Invalid) as refused:
        release(session, second, held, "ok")
    assert refused.value.field == "explanation"
    assert release(session, second, held, "It is no advert.") is HeldOutcome.RELEASED
    assert radios.head_number == 2


def test_a_refusal_that_stands_is_the_last_word(
    session: Session, newcomer: Actor, moderator: Actor, second: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    refuse(session, moderator, held)
    holding.appeal(session, actor=newcomer, submission=found(session, held), words=WORDS)
    judging.uphold(
        session, actor=second, submission=found(session, held), explanation="It sells something."
    )
    assert held.state is HeldState.UPHELD
    with pytest.raises(Invalid):
        holding.appeal(session, actor=newcomer, submission=found(session, held), words=WORDS)
    assert verbs(session, held) == [judging.REFUSED, judging.UPHELD]


def test_an_author_whose_account_was_closed_publishes_nothing(
    session: Session, newcomer: Actor, moderator: Actor, radios: Document
) -> None:
    held = a_held_edit(session, newcomer, radios)
    session.get_one(Person, newcomer.id).deactivated_at = clock.now()
    with pytest.raises(Invalid, match="can't write here"):
        release(session, moderator, held)
