from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import states
from ssrwiki.features.policies.actions.comments import RoundClosed
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotFound
from tests.factories.people import Town
from tests.factories.rounds import START, MadePolicy, a_comment, a_policy, a_round, held


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def practitioner(town: Town) -> Actor:
    return town.actor("practitioner")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    with clock.at(START):
        return a_policy(session, officer)


@pytest.fixture
def round_(session: Session, officer: Actor, policy: MadePolicy) -> RoundHeld:
    with clock.at(START):
        return a_round(session, officer, policy)


def test_a_comment_keeps_its_clause_and_the_words_around_its_quote(
    session: Session, practitioner: Actor, policy: MadePolicy, round_: RoundHeld
) -> None:
    with clock.at(START):
        comment = a_comment(
            session,
            practitioner,
            round_,
            clause=policy.clause_ids[1],
            quote="moved for twelve months",
        )
    assert comment.clause_id == policy.clause_ids[1]
    assert comment.quote_prefix == "The station commander will not be "[-32:]
    assert comment.quote_suffix == "."
    assert comment.is_from_practitioner


def test_words_that_the_clause_does_not_hold_are_no_quote(
    session: Session, practitioner: Actor, policy: MadePolicy, round_: RoundHeld
) -> None:
    with clock.at(START):
        comment = a_comment(
            session, practitioner, round_, clause=policy.clause_ids[1], quote="something else"
        )
    assert comment.quote == ""


@pytest.mark.parametrize("seconds", [0, 1])
def test_from_the_closing_instant_on_no_comment_is_taken(
    session: Session, practitioner: Actor, round_: RoundHeld, seconds: int
) -> None:
    closes = round_.round.closes_at
    with clock.at(closes - timedelta(seconds=1)):
        a_comment(session, practitioner, round_, "In time.")
    with clock.at(closes + timedelta(seconds=seconds)), pytest.raises(RoundClosed):
        a_comment(session, practitioner, round_, "Too late.")


def test_a_withdrawn_policy_takes_no_comments(
    session: Session, officer: Actor, practitioner: Actor, policy: MadePolicy, round_: RoundHeld
) -> None:
    with clock.at(START + timedelta(days=1)):
        states.decide(
            session,
            actor=officer,
            document=policy.document,
            to="withdrawn",
            reason="The programme that it was written for has ended.",
        )
        with pytest.raises(RoundClosed, match="taken back"):
            a_comment(session, practitioner, round_)


def test_a_clause_must_be_of_this_version_and_other_words_need_one(
    session: Session, practitioner: Actor, round_: RoundHeld
) -> None:
    with clock.at(START):
        with pytest.raises(Invalid) as refused:
            a_comment(session, practitioner, round_, clause="abcdefghjkmn")
        assert refused.value.field == "clause"
        with pytest.raises(Invalid) as refused:
            a_comment(session, practitioner, round_, replacement="Other words.")
        assert refused.value.field == "replacement"
        with pytest.raises(Invalid) as refused:
            a_comment(session, practitioner, round_, parent="abcdefghjkmn")
        assert refused.value.field == "parent"


def test_a_reply_stands_at_the_clause_of_what_it_answers(
    session: Session, practitioner: Actor, policy: MadePolicy, round_: RoundHeld
) -> None:
    with clock.at(START):
        top = a_comment(session, practitioner, round_, clause=policy.clause_ids[1])
        session.flush()
        reply = a_comment(
            session, practitioner, round_, "Here too.", parent=top.public_id, is_point=False
        )
    assert reply.clause_id == top.clause_id
    assert not reply.is_point


def test_a_round_on_a_version_for_the_unit_alone_exists_for_nobody_else(
    session: Session, officer: Actor, practitioner: Actor
) -> None:
    with clock.at(START):
        made = a_policy(session, officer, title="For us alone", audience="unit")
        a_round(session, officer, made)
    with pytest.raises(NotFound):
        held(session, practitioner, made)
