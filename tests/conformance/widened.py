"""A policy whose first versions were for members, and which everybody may read now."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import answers, dispositions, labels, responses, rounds
from ssrwiki.features.policies.actions import states as deciding
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling, StateChange
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.foundation import clock
from tests.factories import policies as later
from tests.factories.people import Town
from tests.factories.rounds import MadePolicy, a_comment, a_policy, an_opening, held

WORD = "zibbernaut"
"""Begins each word that was for members; what follows it says where it was said."""
TITLE = "Register trial"
FIRST = f"""## {WORD}heading of a part that goes

The {WORD}clause is gone later.

{later.LABELLED_TEXT} The {WORD}wording stands beside it.
"""
SECOND = FIRST.replace("adviser", "advisor")
THIRD = """## All

The officer signs the register every day and an adviser stands beside it.
"""


@dataclass(frozen=True, slots=True)
class Widened:
    """Where it is, and the public ids of all that was ever said in it."""

    slug: str
    public_ids: tuple[str, ...]


def said(where: str) -> str:
    """A sentence that a guest must not find."""
    return f"With us the {WORD}{where} is another one, and here is why we say so."


def lay_out(session: Session) -> Widened:
    """Two versions for members with everything that can be said of them, then one for all."""
    town = Town(session)
    officer, second = town.officer("plot-officer", "wide"), town.officer("plot-second", "wide")
    speaker, other = town.actor(f"{WORD}-speaker"), town.actor(f"{WORD}-other")
    made = a_policy(session, officer, title=TITLE, audience="members", body=FIRST)
    _road_tested(session, made, officer, speaker, other)
    _called(session, made.document, second, speaker, other)
    later.next_version(
        session,
        officer,
        made.document,
        SECOND,
        change_class="editorial",
        audience="members",
    )
    _contested(session, made.document, officer, speaker)
    later.next_version(session, officer, made.document, THIRD)
    return Widened(made.slug, tuple(_public_ids(session, made.document)))


def _road_tested(
    session: Session, made: MadePolicy, officer: Actor, speaker: Actor, other: Actor
) -> None:
    """A round with comments, a reply, a suggestion, positions and answers."""
    rounds.open_round(
        session,
        actor=officer,
        document=made.document,
        opening=an_opening(question=said("question")),
    )
    session.flush()
    opened = held(session, officer, made)
    first, second = made.clause_ids[1], made.clause_ids[-1]
    named = a_comment(session, speaker, opened, said("comment"), clause=first)
    a_comment(session, other, opened, said("reply"), parent=named.public_id)
    a_comment(session, other, opened, said("whole"), attribution="role_and_region")
    a_comment(
        session,
        speaker,
        opened,
        said("reason"),
        clause=second,
        kind="suggestion",
        replacement=said("suggestion"),
    )
    later.position(session, speaker, made.document, "disagree", reason=said("disagreement"))
    later.position(
        session, other, made.document, "agree_with_conditions", conditions=said("condition")
    )
    rounds.extend(
        session,
        actor=officer,
        held=opened,
        closes_at=opened.round.closes_at + timedelta(days=9),
        reason=said("extension"),
    )
    rounds.close_early(session, actor=officer, held=opened, reason=said("close"))
    _answered(session, made, officer)


def _answered(session: Session, made: MadePolicy, officer: Actor) -> None:
    closed = held(session, officer, made)
    waiting = session.scalars(
        select(Comment.public_id).where(Comment.thread_id == closed.thread.id, Comment.is_point)
    )
    dispositions.give_answer(
        session,
        actor=officer,
        held=closed,
        comments=[dispositions.Standing(each, 0) for each in waiting],
        answer=answers.answer(code="noted", reason=said("answer")),
    )
    session.flush()
    responses.publish_answers(
        session, actor=officer, held=closed, preface=responses.preface(said("preface"))
    )
    session.flush()


def _called(
    session: Session, document: Document, officer: Actor, speaker: Actor, other: Actor
) -> None:
    """A final call, in which positions have their words for themselves; a ruling on one."""
    deciding.decide(
        session,
        actor=officer,
        document=document,
        to="final_call",
        reason=said("move"),
        call_closes_at=clock.now() + timedelta(days=30),
    )
    session.flush()
    objection = later.position(session, speaker, document, "object", reason=said("objection"))
    later.position(session, other, document, "disagree", reason=said("second"))
    deciding.rule_on(
        session,
        actor=officer,
        document=document,
        endorsement_public_id=objection.public_id,
        reason=said("ruling"),
    )
    session.flush()


def _contested(session: Session, document: Document, officer: Actor, speaker: Actor) -> None:
    labels.contest(
        session,
        actor=speaker,
        document=document,
        version_number=2,
        clause_id="",
        draft=drafts.draft(body=said("contest"), kind="objection", attribution="named"),
    )
    session.flush()
    labels.answer(
        session,
        actor=officer,
        document=document,
        version_number=2,
        outcome="kept",
        reason=said("label"),
    )
    session.flush()


def _public_ids(session: Session, document: Document) -> list[str]:
    """Of comments, positions, rulings, moves, rounds and versions."""
    found = list(
        session.scalars(
            select(Comment.public_id)
            .join(Thread, Thread.id == Comment.thread_id)
            .where(Thread.document_id == document.id)
        )
    )
    for model in (Endorsement, StateChange, Round, Version):
        found += session.scalars(select(model.public_id).where(model.document_id == document.id))
    return [*found, *session.scalars(select(Ruling.public_id))]
