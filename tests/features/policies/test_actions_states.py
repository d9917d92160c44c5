from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import states
from ssrwiki.features.policies.models.policies import Policy, StateChange
from ssrwiki.features.policies.queries import needs
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotAllowed
from tests.factories.people import Town
from tests.factories.policies import answered, position
from tests.factories.rounds import START, a_policy, a_round

REASON = "Parliament debates the law next week."
LATER = START + timedelta(days=30)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def second(town: Town) -> Actor:
    return town.officer("second")


@pytest.fixture
def objector(town: Town) -> Actor:
    return town.actor("objector")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    """A policy with a round open on version 1."""
    with clock.at(START):
        made = a_policy(session, officer)
        a_round(session, officer, made)
    return made.document


def answer(session: Session, officer: Actor, document: Document) -> None:
    with clock.at(START + timedelta(days=1)):
        answered(session, officer, document)


def decide(session: Session, actor: Actor, document: Document, to: str, reason: str = "") -> str:
    with clock.at(LATER):
        policy = states.decide(session, actor=actor, document=document, to=to, reason=reason)
    session.flush()
    return policy.state


def test_a_policy_goes_from_its_response_into_force_by_two_officers(
    session: Session, officer: Actor, second: Actor, document: Document
) -> None:
    answer(session, officer, document)

    assert decide(session, officer, document, "final_call") == "final_call"
    with pytest.raises(NotAllowed):
        decide(session, officer, document, "approved")
    assert decide(session, second, document, "approved") == "approved"
    with pytest.raises(NotAllowed):
        decide(session, officer, document, "in_force")
    assert decide(session, second, document, "in_force") == "in_force"
    moves = session.scalars(select(StateChange.to_state).order_by(StateChange.id)).all()
    assert moves[-3:] == ["final_call", "approved", "in_force"]
    assert document.status == "in_force"


def test_a_review_ends_in_force_with_the_reason_of_a_second_officer(
    session: Session, officer: Actor, second: Actor, document: Document
) -> None:
    answer(session, officer, document)
    decide(session, officer, document, "final_call")
    decide(session, second, document, "approved")
    decide(session, second, document, "in_force")
    assert decide(session, officer, document, "under_review") == "under_review"

    with pytest.raises(NotAllowed):
        decide(session, officer, document, "in_force", REASON)
    with pytest.raises(Invalid) as refused:
        decide(session, second, document, "in_force")
    assert refused.value.field == "reason"
    assert decide(session, second, document, "in_force", REASON) == "in_force"
    last = session.scalars(select(StateChange).order_by(StateChange.id.desc())).first()
    assert last is not None
    assert (last.from_state, last.reason) == ("under_review", REASON)


def test_a_final_call_with_an_end_bars_approval_until_then(
    session: Session, officer: Actor, second: Actor, document: Document
) -> None:
    answer(session, officer, document)
    with clock.at(LATER):
        for days, field in ((13, "closes_at"), (-1, "closes_at")):
            with pytest.raises(Invalid) as refused:
                states.decide(
                    session,
                    actor=officer,
                    document=document,
                    to="final_call",
                    call_closes_at=LATER + timedelta(days=days),
                )
            assert refused.value.field == field
        closes_at = LATER + timedelta(days=14)
        states.decide(
            session,
            actor=officer,
            document=document,
            to="final_call",
            call_closes_at=closes_at,
        )
        session.flush()
        with pytest.raises(Invalid, match="still open"):
            states.decide(session, actor=second, document=document, to="approved", reason=REASON)
        assert not needs.needs(session, second)
    with clock.at(closes_at):
        assert needs.needs(session, second)
        states.decide(session, actor=second, document=document, to="approved")
    assert document.status == "approved"


def test_no_first_position_is_taken_after_the_end_of_the_final_call(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    answer(session, officer, document)
    closes_at = LATER + timedelta(days=14)
    with clock.at(LATER):
        states.decide(
            session,
            actor=officer,
            document=document,
            to="final_call",
            call_closes_at=closes_at,
        )
        session.flush()
        position(session, town.actor(), document)
    with clock.at(closes_at), pytest.raises(Invalid):
        position(session, town.actor(), document)


def test_no_state_is_skipped(session: Session, second: Actor, document: Document) -> None:
    with pytest.raises(Invalid):
        decide(session, second, document, "approved")
    assert session.get_one(Policy, document.id).state == "open_for_comment"


def test_other_policy_staff_decide_nothing(
    session: Session, town: Town, document: Document
) -> None:
    with pytest.raises(NotAllowed):
        decide(session, town.officer(organisation="others"), document, "withdrawn", REASON)


def test_withdrawing_needs_a_public_reason(
    session: Session, officer: Actor, document: Document
) -> None:
    with pytest.raises(Invalid) as refused:
        decide(session, officer, document, "withdrawn")
    assert refused.value.field == "reason"
    assert decide(session, officer, document, "withdrawn", REASON) == "withdrawn"


def test_a_withdrawn_policy_takes_no_position(
    session: Session, officer: Actor, objector: Actor, document: Document
) -> None:
    decide(session, officer, document, "withdrawn", REASON)

    with clock.at(START + timedelta(days=2)), pytest.raises(Invalid):
        position(session, objector, document)


def test_approval_soon_after_the_close_says_why(
    session: Session, officer: Actor, second: Actor, document: Document
) -> None:
    answer(session, officer, document)
    with clock.at(START + timedelta(days=2)):
        states.decide(session, actor=officer, document=document, to="final_call")
        with pytest.raises(Invalid):
            states.decide(session, actor=second, document=document, to="approved")
        states.decide(session, actor=second, document=document, to="approved", reason=REASON)


def test_an_open_objection_bars_approval_until_a_second_officer_rules(
    session: Session, officer: Actor, second: Actor, objector: Actor, document: Document
) -> None:
    with clock.at(START + timedelta(hours=1)):
        objection = position(session, objector, document, "object", reason="It exposes witnesses.")
    answer(session, officer, document)
    decide(session, officer, document, "final_call")

    with pytest.raises(Invalid):
        decide(session, second, document, "approved")
    with pytest.raises(NotAllowed):
        states.rule_on(
            session,
            actor=officer,
            document=document,
            endorsement_public_id=objection.public_id,
            reason=REASON,
        )
    states.rule_on(
        session,
        actor=second,
        document=document,
        endorsement_public_id=objection.public_id,
        reason=REASON,
    )
    session.flush()
    assert decide(session, second, document, "approved") == "approved"


def test_an_objection_is_ruled_upon_once(
    session: Session, second: Actor, objector: Actor, document: Document
) -> None:
    with clock.at(START + timedelta(hours=1)):
        objection = position(session, objector, document, "object", reason="It exposes witnesses.")
    for attempt in range(2):
        if attempt:
            with pytest.raises(Invalid):
                rule(session, second, document, objection.public_id)
        else:
            rule(session, second, document, objection.public_id)


def rule(session: Session, actor: Actor, document: Document, public_id: str) -> None:
    states.rule_on(
        session,
        actor=actor,
        document=document,
        endorsement_public_id=public_id,
        reason=REASON,
    )
    session.flush()


def test_approval_is_wanted_of_the_second_officer_only(
    session: Session, officer: Actor, second: Actor, document: Document
) -> None:
    answer(session, officer, document)
    decide(session, officer, document, "final_call")

    wanted = {actor.handle: needs.needs(session, actor) for actor in (officer, second)}
    assert not wanted["officer"]
    assert [need.address for need in wanted["second"]] == [f"{document.address}/state"]
