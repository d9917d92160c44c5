"""Contesting a label, and answering contests of it; both in public."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.actions import comments, threads
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.queries import threads as found
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.labels import LabelAnswer, LabelContest
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.permissions import ANSWER, ENDORSE
from ssrwiki.features.policies.queries import endorsements, labels, rounds, versions
from ssrwiki.features.policies.rules import labels as rules
from ssrwiki.features.policies.rules.labels import ContestProblem, LabelOutcome
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import access, text
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.words import say

KEPT, RELABELLED = labels.KEPT, labels.RELABELLED

_REFUSALS = {
    ContestProblem.POLICY_OVER: (
        say("This policy was taken back, so there is nothing to contest any more."),
        None,
    ),
    ContestProblem.NOT_EDITORIAL: (
        say("This version counts as a change of substance already."),
        None,
    ),
    ContestProblem.ALREADY: (say("You have contested this already."), None),
    ContestProblem.NO_REASON: (say("Say in a sentence what is asked of people now."), "body"),
}


def contest(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    version_number: int,
    clause_id: str,
    draft: CommentDraft,
) -> Comment:
    """Says in public that a version labelled editorial changes the substance; `clause_id` where.

    The actor's own position, if it was carried over by that label, counts no more until it is
    confirmed. Not where either name is withheld: that would tell who contests.

    Raises:
        NotFound, NotAllowed, Invalid: naming the field at fault, or none.
    """
    access.require(actor, ENDORSE, document)
    policy = _locked(session, document)
    version = versions.readable_version(session, actor, document, version_number)
    edition = versions.edition_of(versions.editions(session, document), version_number)
    problem = rules.contest_problem(
        PolicyState(policy.state),
        edition.change_class,
        draft.body,
        has_contested=labels.has_contested(session, actor, version),
    )
    if problem is not None:
        message, field = _REFUSALS[problem]
        raise Invalid(message, field)
    said = comments.comment(
        session,
        actor=actor,
        thread=_thread(session, document, version),
        document=document,
        revision_number=edition.revision_number,
        clause_id=_clause_id(session, version, clause_id),
        parent=None,
        draft=draft,
    )
    held = endorsements.held(session, actor=actor, document=document)
    is_carried = held is not None and held.version_number < version_number
    is_open = Attribution.NAMED == said.attribution == (held.attribution if held else "")
    session.add(
        LabelContest(
            version_id=version.id,
            comment_id=said.id,
            endorsement_id=held.id if held is not None and is_carried and is_open else None,
        )
    )
    return said


def answer(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    version_number: int,
    outcome: str,
    reason: str,
) -> LabelAnswer:
    """Keeps a contested label, or takes it back; one public reason for all contests that wait.

    Taken back, every position that it carried over is stale from now on, and its holder told.

    Raises:
        NotFound, NotAllowed, Invalid: nobody contests it, or naming the field at fault.
    """
    access.require(actor, ANSWER, document)
    _locked(session, document)
    version = versions.version(session, document, version_number)
    contests = labels.waiting(session, version)
    why = text.clean_text(reason, "reason").strip()
    if not contests:
        raise Invalid(say("Nobody contests this label any more, or it was answered already."))
    if outcome not in set(LabelOutcome):
        raise Invalid(say("Choose what becomes of the label."), "outcome")
    if not rules.has_reason(why):
        raise Invalid(say("Give a public reason, in a sentence at least."), "reason")
    row = LabelAnswer(version_id=version.id, outcome=outcome, reason=why)
    authorship.sign(session, actor=actor, attribution="named").onto(row)
    session.add(row)
    session.flush()  # the contests point to it
    for each in contests:
        each.answer_id = row.id
    activity.record(
        session,
        actor=actor,
        verb=RELABELLED if outcome == LabelOutcome.RELABELLED else KEPT,
        document_id=document.id,
        contribution_id=row.public_id,
        address=f"{document.address}/{rules.PURPOSE}s/{version_number}",
        summary=why,
        audience=version.audience,
        is_weighty=True,
    )
    return row


def _locked(session: Session, document: Document) -> Policy:
    """The policy, held so that two contests or answers queue up."""
    return session.scalars(
        select(Policy).where(Policy.document_id == document.id).with_for_update()
    ).one()


def _thread(session: Session, document: Document, version: Version) -> Thread:
    held = found.thread(session, document=document, purpose=rules.PURPOSE, number=version.number)
    return held or threads.open_thread(
        session,
        document=document,
        purpose=rules.PURPOSE,
        number=version.number,
        audience=version.audience,
    )


def _clause_id(session: Session, version: Version, clause_id: str) -> str | None:
    if not clause_id:
        return None
    try:
        return rounds.clause_spot(session, version, clause_id).clause_id
    except NotFound:
        raise Invalid(say("This version has no such clause. Choose it again."), "passage") from None
