"""Comments and answers of a round in search: through drafts, publication, redaction and readers."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.queries import search
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import (
    answers,
    dispositions,
    endorsements,
    responses,
    rounds,
)
from ssrwiki.features.policies.actions.dispositions import Standing
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation.search.port import Entry, Hit
from tests.factories.people import Town
from tests.factories.policies import REASON, answered, next_version, position
from tests.factories.redactions import redacted
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round, held

FIRST = "The zarbolite clause now names who signs the letter."
LATER = "We looked again: two people sign it."


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    return a_policy(session, officer)


@pytest.fixture
def round_(session: Session, officer: Actor, policy: MadePolicy) -> RoundHeld:
    return a_round(session, officer, policy)


@pytest.fixture
def comment(session: Session, town: Town, round_: RoundHeld) -> Comment:
    return a_comment(session, town.actor(), round_, "Who signs?")


def entries(session: Session, comment: Comment) -> dict[str, Entry]:
    session.flush()
    found = search.SEARCHABLE.entries(session, [comment.public_id])
    return {entry.variant: entry for entry in found}


def texts(session: Session, viewer: Actor, comment: Comment) -> list[str]:
    hits = [Hit(search.KIND, comment.public_id, variant, 1.0) for variant in ("", search.ANSWER)]
    return [found.text for found in search.FINDABLE.found(session, viewer, hits)]


def answer(
    session: Session, officer: Actor, policy: MadePolicy, comment: Comment, reason: str, seen: int
) -> None:
    dispositions.give_answer(
        session,
        actor=officer,
        held=held(session, officer, policy),
        comments=[Standing(comment.public_id, seen)],
        answer=answers.answer(code="noted", reason=reason),
    )
    session.flush()


def close(session: Session, officer: Actor, policy: MadePolicy) -> None:
    rounds.close_early(session, actor=officer, held=held(session, officer, policy), reason=REASON)
    session.flush()


def publish(session: Session, officer: Actor, policy: MadePolicy) -> None:
    responses.publish_answers(
        session,
        actor=officer,
        held=held(session, officer, policy),
        preface=responses.preface("What we did."),
    )
    session.flush()


def test_a_draft_answer_is_for_nobody_and_a_published_one_for_everybody(
    session: Session, officer: Actor, policy: MadePolicy, comment: Comment
) -> None:
    answer(session, officer, policy, comment, FIRST, seen=0)
    close(session, officer, policy)
    assert entries(session, comment).keys() == {""}
    assert texts(session, officer, comment) == ["Who signs?"]

    publish(session, officer, policy)

    found = entries(session, comment)
    assert found[search.ANSWER].remark == FIRST
    assert found[search.ANSWER].readers == {"public"}
    assert found[""].status == policy.document.status == "response_published"
    assert texts(session, GUEST, comment) == ["Who signs?", FIRST]

    answer(session, officer, policy, comment, LATER, seen=1)
    assert entries(session, comment)[search.ANSWER].remark == LATER


def test_an_answer_says_its_office_and_nobody(
    session: Session, officer: Actor, policy: MadePolicy, comment: Comment
) -> None:
    session.flush()
    answered(session, officer, policy.document)
    hit = Hit(search.KIND, comment.public_id, search.ANSWER, 1.0)
    (found,) = search.FINDABLE.found(session, GUEST, [hit])
    assert [str(fact) for fact in found.facts] == ["answered by Policy Unit"]
    assert found.remark is not None
    assert found.remark.byline is None
    assert found.address == f"{policy.document.address}/rounds/1/comments/{comment.public_id}"


def test_an_answer_that_repeats_what_is_redacted_goes_with_it(
    session: Session, town: Town, officer: Actor, policy: MadePolicy, round_: RoundHeld
) -> None:
    words = "The informant lives by the mill in Kailahun."
    comment = a_comment(session, town.actor(), round_, words)
    session.flush()
    answer(session, officer, policy, comment, f"You wrote: {words} Thank you.", seen=0)
    close(session, officer, policy)
    publish(session, officer, policy)
    assert search.ANSWER in entries(session, comment)
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    redacted(session, moderator, search.KIND, comment.public_id)
    assert session.scalars(select(Disposition.reason)).all() == [""]
    assert entries(session, comment) == {}
    assert texts(session, officer, comment) == []


def test_what_was_said_of_a_version_for_the_unit_stays_in_the_unit(
    session: Session, town: Town, officer: Actor
) -> None:
    made = a_policy(session, officer, title="Inner affairs", audience="unit")
    said = a_comment(session, officer, a_round(session, officer, made), "Among us.")
    session.flush()
    answered(session, officer, made.document)
    next_version(session, officer, made.document, "## For all\n\nNow for everybody to read.")

    assert made.document.audience == "public"
    for entry in entries(session, said).values():
        assert entry.readers == {f"unit:{officer.organisation_id}"}
    assert len(texts(session, officer, said)) == 2
    for outsider in (GUEST, town.actor()):
        assert texts(session, outsider, said) == []


def test_what_was_said_goes_with_a_policy_that_is_withdrawn_into_the_unit(
    session: Session, town: Town, officer: Actor, policy: MadePolicy, comment: Comment
) -> None:
    session.flush()
    answered(session, officer, policy.document)
    next_version(
        session, officer, policy.document, "## Inside\n\nOnly for us now.", audience="unit"
    )
    for entry in entries(session, comment).values():
        assert entry.readers == {f"unit:{officer.organisation_id}"}
    assert texts(session, GUEST, comment) == []


def test_the_comment_of_a_withheld_position_loses_its_hour(
    session: Session, town: Town, policy: MadePolicy, round_: RoundHeld
) -> None:
    town.crowd(8)
    author = town.actor(organisation="service-0")
    row = position(
        session, author, policy.document, "object", reason="It can't work with one signature."
    )
    comment = session.get_one(Comment, row.comment_id)
    assert entries(session, comment)[""].updated_at == comment.at
    endorsements.withhold(session, actor=author, document=policy.document)
    assert entries(session, comment)[""].updated_at == comment.listed_at != comment.at
