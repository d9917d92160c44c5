"""Reporting a contribution, and deciding on a report."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation import rules
from ssrwiki.features.moderation.actions import contributions
from ssrwiki.features.moderation.models import Report
from ssrwiki.features.moderation.permissions import DECIDE, REPORT
from ssrwiki.features.moderation.queries import queue
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.rules import ReportOutcome
from ssrwiki.foundation import access, clock, text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

DECIDED = "moderation.decided"


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is a hiding reason, `explanation` what the reporter reads when nothing is hidden."""

    outcome: str
    reason: str = ""
    explanation: str = ""


def report(
    session: Session,
    *,
    actor: Actor,
    subject: Subject,
    reason: str,
    note: str,
    revision_number: int | None = None,
) -> Report:
    """Lays a contribution before the moderators, who aren't told by whom.

    A second report of the same person on the same thing stands for the first while that waits.

    Raises:
        NotAllowed, Invalid: for a reason that isn't listed, or a note that is too long.
    """
    access.require(actor, REPORT, subject.document)
    if reason not in set(HidingReason):
        raise Invalid(say("Choose the reason from the list."), "reason")
    words = text.clean_text(note, "note").strip()
    if len(words) > rules.LONGEST_NOTE:
        raise Invalid(
            say("Keep this to %(longest)s characters.", longest=rules.LONGEST_NOTE), "note"
        )
    standing = queue.open_reports_on(session, subject.public_id)
    own = authors.own(session, actor=actor, contribution_ids=[each.public_id for each in standing])
    for each in standing:
        if each.public_id in own:
            return each
    row = Report(
        subject_kind=subject.kind,
        subject_id=subject.public_id,
        document_id=subject.document.id,
        revision_number=revision_number,
        reason=reason,
        note=words,
    )
    authorship.sign(session, actor=actor, attribution=Attribution.ROLE_AND_REGION).onto(row)
    session.add(row)
    session.flush()  # a report that follows at once must find it
    return row


def decide(session: Session, *, actor: Actor, subject: Subject, decision: Decision) -> None:
    """Hides what was reported, or keeps it; ends every report that waits about it.

    Raises:
        NotAllowed, Invalid: without a reason to hide, or an explanation to keep.
    """
    access.require(actor, DECIDE, subject.document)
    if decision.outcome == ReportOutcome.HIDDEN:
        _hide(session, actor, subject, decision.reason)
    elif decision.outcome != ReportOutcome.KEPT:
        raise Invalid(say("Choose what becomes of it."), "outcome")
    elif len(decision.explanation.strip()) < rules.SHORTEST_EXPLANATION:
        raise Invalid(say("Say in a sentence why it stays."), "explanation")
    for each in queue.open_reports_on(session, subject.public_id):
        each.outcome = decision.outcome
        each.explanation = text.clean_text(decision.explanation, "explanation").strip()
        each.decided_at = clock.now()
        activity.record(
            session,
            actor=actor,
            verb=DECIDED,
            document_id=None,
            contribution_id=each.public_id,
            address=f"/moderation/reports/{each.public_id}",
        )


def _hide(session: Session, actor: Actor, subject: Subject, reason: str) -> None:
    if subject.hidden_at is not None:
        return
    if subject.piece is not None:
        contributions.hide(session, actor=actor, subject=subject, reason=reason)
    elif subject.located is not None:
        moderation.hide(session, actor=actor, located=subject.located, reason=reason)
    else:
        hiding.hide(
            session,
            actor=actor,
            document=subject.document,
            reason=reason,
            address=f"/moderation/appeal/{subject.public_id}",
        )
