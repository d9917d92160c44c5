"""A round is given up only before anybody has spoken in it; what was said is owed an answer."""

import threading

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import rounds
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import Invalid
from tests.factories.people import Town
from tests.factories.rounds import START, MadePolicy, a_comment, a_policy, a_round, held, state_of

REASON = "The ministry needs the text before the session of parliament."


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    with clock.at(START):
        return a_policy(session, officer)


def test_a_cancelled_round_leaves_a_working_draft(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        rounds.cancel(session, actor=officer, held=made, reason=REASON)
        assert made.state is RoundState.CANCELLED
        assert state_of(session, policy) == "working_draft"
        assert a_round(session, officer, policy).round.number == 2


def test_a_round_that_people_have_commented_in_is_closed_and_not_cancelled(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        said = a_comment(session, town.actor(), made)
        with pytest.raises(Invalid, match="Close the round early"):
            rounds.cancel(session, actor=officer, held=made, reason=REASON)
        assert made.state is RoundState.OPEN
        said.withdrawn_at = clock.now()
        session.flush()
        rounds.cancel(session, actor=officer, held=made, reason=REASON)
        assert made.state is RoundState.CANCELLED


def test_a_comment_that_waits_for_a_moderator_counts_as_one(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    with clock.at(START):
        made = a_round(session, officer, policy)
        a_comment(session, town.actor(is_verified=False, joined_days_ago=0), made)
        with pytest.raises(Invalid, match="Close the round early"):
            rounds.cancel(session, actor=officer, held=made, reason=REASON)


def test_who_comments_while_a_round_is_cancelled_finds_it_cancelled(
    session: Session, town: Town, officer: Actor, policy: MadePolicy, database: Database
) -> None:
    speaker = town.actor("speaker")
    with clock.at(START):
        a_round(session, officer, policy)
    session.commit()
    told: list[str] = []

    def comment() -> None:
        try:
            with clock.at(START), database.writing() as own:
                a_comment(own, speaker, held(own, speaker, policy))
        except Invalid as refused:
            told.append(str(refused.message))

    with clock.at(START):
        made = held(session, officer, policy)
        rounds.cancel(session, actor=officer, held=made, reason=REASON)
        session.flush()
        racer = threading.Thread(target=comment)
        racer.start()
        racer.join(timeout=0.5)
        assert not told, "it waits for what is being decided"
        session.commit()
        racer.join()
    assert told == ["This round was cancelled. Your text is kept below."]
