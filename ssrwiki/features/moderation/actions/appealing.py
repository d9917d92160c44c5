"""Appealing against a hiding, and the second look."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.documents.actions import hiding as hidings
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation import rules
from ssrwiki.features.moderation.actions import contributions
from ssrwiki.features.moderation.models import Appeal
from ssrwiki.features.moderation.permissions import LOOK_AGAIN, SecondLook
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.rules import AppealOutcome
from ssrwiki.foundation import access, clock, text
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.words import say

DECIDED_APPEAL = "moderation.decided_appeal"


def appeal(
    session: Session, *, actor: Actor, subject: Subject, hiding: Activity, words: str
) -> Appeal:
    """Asks that a second moderator look again; the author of what was hidden alone can.

    Raises:
        NotFound: to anybody else. Invalid: without words, or a second time.
    """
    if not is_author(session, actor, hiding):
        raise NotFound
    said = text.clean_text(words, "text").strip()
    if len(said) < rules.SHORTEST_EXPLANATION or len(said) > rules.LONGEST_NOTE:
        raise Invalid(
            say(
                "Say in %(longest)s characters at most why it should be shown.",
                longest=rules.LONGEST_NOTE,
            ),
            "text",
        )
    if appeal_against(session, hiding) is not None:
        raise Invalid(say("You have appealed already. A second moderator will look."))
    row = Appeal(
        hiding_id=hiding.public_id,
        subject_kind=subject.kind,
        subject_id=subject.public_id,
        document_id=subject.document.id,
        text=said,
    )
    authorship.sign(session, actor=actor, attribution=Attribution.ROLE_AND_REGION).onto(row)
    session.add(row)
    return row


def decide_appeal(
    session: Session,
    *,
    actor: Actor,
    appeal: Appeal,
    subject: Subject,
    outcome: str,
    explanation: str,
) -> None:
    """Shows the thing again, or lets the hiding stand, with words for its author.

    Raises:
        NotAllowed: to the moderator who hid it, its author, and its organisation's moderators.
        Invalid: a second time, or without an explanation.
    """
    access.require(actor, LOOK_AGAIN, second_look(session, actor, appeal, subject))
    if appeal.outcome is not None:
        raise Invalid(say("This appeal was decided already."))
    if outcome not in set(AppealOutcome):
        raise Invalid(say("Choose what becomes of it."), "outcome")
    words = text.clean_text(explanation, "explanation").strip()
    if len(words) < rules.SHORTEST_EXPLANATION:
        raise Invalid(say("Explain it to the author in a sentence."), "explanation")
    if outcome == AppealOutcome.RESTORED and subject.hidden_at is not None:
        _restore(session, actor, subject)
    appeal.outcome, appeal.explanation = outcome, words
    appeal.decided_at = clock.now()
    activity.record(
        session,
        actor=actor,
        verb=DECIDED_APPEAL,
        document_id=None,
        contribution_id=appeal.public_id,
        address=f"/moderation/appeals/{appeal.public_id}",
    )


def second_look(session: Session, actor: Actor, appeal: Appeal, subject: Subject) -> SecondLook:
    """The appeal as rights are asked for it."""
    own = authors.own(session, actor=actor, contribution_ids=[appeal.hiding_id, appeal.public_id])
    return SecondLook(
        subject.document,
        has_hidden_it=appeal.hiding_id in own,
        has_written_it=appeal.public_id in own,
    )


def is_author(session: Session, actor: Actor, hiding: Activity) -> bool:
    """Whether the actor made what was hidden."""
    about = [hiding.contribution_id] if hiding.contribution_id else []
    return bool(authors.own(session, actor=actor, contribution_ids=about))


def appeal_against(session: Session, hiding: Activity) -> Appeal | None:
    """The appeal against a hiding."""
    return session.scalar(select(Appeal).where(Appeal.hiding_id == hiding.public_id))


def _restore(session: Session, actor: Actor, subject: Subject) -> None:
    if subject.piece is not None:
        contributions.unhide(session, actor=actor, subject=subject)
    elif subject.located is not None:
        moderation.unhide(session, actor=actor, located=subject.located)
    else:
        hidings.unhide(session, actor=actor, document=subject.document)
