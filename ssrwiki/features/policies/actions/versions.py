"""Publishing: a working text becomes a version, for ever, and brings earlier comments along."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.documents.actions import projecting
from ssrwiki.commons.documents.actions.kinds import ABSTRACT
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import carrying, kinds, moves, printing, readers
from ssrwiki.features.policies.actions.proofs import Proof
from ssrwiki.features.policies.actions.readers import Readers
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.permissions import PUBLISH
from ssrwiki.features.policies.queries import policies, versions
from ssrwiki.features.policies.queries.policies import Window
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules import states
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.editorial import EditorialProblem
from ssrwiki.features.policies.rules.states import PolicyState, PublishProblem
from ssrwiki.foundation import access, text
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import Message, say

PUBLISHED = "policies.published"
LONGEST_SUMMARY = 300

_REFUSALS = {
    PublishProblem.POLICY_OVER: say("The policy was taken back, so nothing new is published."),
    PublishProblem.ROUND_RUNNING: say("A round is open or planned: a new version has to wait."),
    PublishProblem.ROUND_UNANSWERED: say("Publish the answers to the last round first."),
}
_NOT_EDITORIAL = {
    EditorialProblem.NUMBER: say("A number changes, so more than the wording changes."),
    EditorialProblem.DATE: say("A date or a period changes, so more than the wording changes."),
    EditorialProblem.NEGATION: say("A “not” comes or goes, so more than the wording changes."),
    EditorialProblem.MODAL_VERB: say(
        "A “must”, “shall”, “should” or “may” changes, so more than the wording changes."
    ),
    EditorialProblem.TOO_MUCH: say(
        "A clause changes in more than 3 words of 100, comes or goes: that is more than wording."
    ),
}


class Hindered(Invalid):
    """A version can't be published now; `others` are the reasons after the first."""

    def __init__(self, reasons: Sequence[Message]) -> None:
        super().__init__(reasons[0])
        self.others = reasons[1:]


class NotEditorial(Invalid):
    """The change is one of substance; `others` are the reasons after the first."""

    def __init__(self, reasons: Sequence[Message]) -> None:
        super().__init__(reasons[0], "change_class")
        self.others = reasons[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the officer decides about a version; `change_class` counts from version 2 on.

    `group` is the slug of the group that reads it, where one does.
    """

    summary: str = ""
    change_class: str = ChangeClass.SUBSTANTIVE
    audience: str = Audience.PUBLIC
    group: str = ""


def publish(
    session: Session, *, actor: Actor, document: Document, proof: Proof, imprint: Imprint
) -> Version:
    """The next version of a policy, from the working text that the proof was made of.

    Every comment of earlier rounds gets its place in it, in this same transaction.

    Raises:
        NotAllowed, Invalid: naming the field at fault, or none; Conflict: the text was saved
        since the proof was made.
    """
    access.require(actor, PUBLISH, document)
    policy = session.scalars(
        select(Policy).where(Policy.document_id == document.id).with_for_update()
    ).one()
    if proof.revision_number != document.head_number:
        raise Conflict(say("Somebody saved the working text since you looked at it."), proof.body)
    editions = versions.editions(session, document)
    windows = policies.windows(session, document)
    _require_unhindered(policy, proof, editions, windows)
    read_by = _read_by(session, actor, document, editions, imprint)
    latest = editions[0] if editions else None
    former = versions.clauses(session, latest.version) if latest is not None else []
    laid = printing.laid_out(proof, former)
    version = Version(
        document_id=document.id,
        number=latest.number + 1 if latest is not None else 1,
        revision_id=proof.revision_id,
        summary=text.clean_line(imprint.summary, "summary")[:LONGEST_SUMMARY],
        change_class=_change_class(imprint.change_class, proof, laid, latest, former),
        audience=read_by.audience,
        content_hash=proof.content_hash,
        field_html=proof.field_html,
        footnotes_html=proof.rendered.footnotes_html,
    )
    authorship.sign(session, actor=actor, attribution="named").onto(version)
    session.add(version)
    session.flush()  # clauses and anchors need the version's id
    for clause in laid:
        clause.version_id = version.id
    session.add_all(laid)
    session.flush()  # comments are carried to the clauses as they were written
    carrying.carry_all(session, document=document, version=version)
    document.title, document.lang = proof.title, proof.lang
    document.abstract, document.audience = proof.line(ABSTRACT), read_by.audience
    document.group_id = read_by.group_id or document.group_id
    document.revised_at = version.listed_at
    projecting.project_text(session, document, proof.fields, proof.rendered.links, is_working=False)
    policy.current_version_number = version.number
    moves.move(
        session,
        actor=actor,
        document=document,
        policy=policy,
        to=PolicyState.WORKING_DRAFT,
        reason="",
    )
    outbox.enqueue(session, document.kind, document.public_id)
    activity.record(
        session,
        actor=actor,
        verb=PUBLISHED,
        document_id=document.id,
        contribution_id=version.public_id,
        address=f"{document.address}/v{version.number}",
        summary=version.summary,
        audience=version.audience,
        is_weighty=True,
    )
    return version


def require_possible(
    session: Session, *, actor: Actor, document: Document, proof: Proof, imprint: Imprint
) -> None:
    """Lets a publication pass that breaks no guard; for the page that asks for confirmation.

    Raises:
        Invalid: naming the field at fault, or none.
    """
    policy = policies.policy(session, document)
    editions = versions.editions(session, document)
    _require_unhindered(policy, proof, editions, policies.windows(session, document))
    _read_by(session, actor, document, editions, imprint)
    latest = editions[0] if editions else None
    former = versions.clauses(session, latest.version) if latest is not None else []
    laid = printing.laid_out(proof, former)
    _change_class(imprint.change_class, proof, laid, latest, former)


def _require_unhindered(
    policy: Policy, proof: Proof, editions: Sequence[Edition], windows: Sequence[Window]
) -> None:
    found = obstacles(policy, proof, editions, windows)
    if found:
        raise Hindered(found)


def obstacles(
    policy: Policy, proof: Proof, editions: Sequence[Edition], windows: Sequence[Window]
) -> list[Message]:
    """All that stands in the way, in the order in which an officer should deal with it."""
    found = []
    if not proof.line(ABSTRACT):
        found.append(say("The text has no abstract: say in short what it asks of whom."))
    if not proof.line(kinds.FIELD):
        found.append(say("“How it works in the field” is empty: say how, not only what."))
    state = policies.state_now(policy, windows)
    problem = states.publish_problem(state, [window.state for window in windows])
    if problem is not None:
        found.append(_REFUSALS[problem])
    if editions and editions[0].content_hash == proof.content_hash:
        found.append(say("Nothing was changed since the last version."))
    return found


def _read_by(
    session: Session,
    actor: Actor,
    document: Document,
    editions: Sequence[Edition],
    imprint: Imprint,
) -> Readers:
    return readers.chosen(
        session,
        actor=actor,
        document=document,
        editions=editions,
        audience=imprint.audience,
        group=imprint.group,
    )


def _change_class(
    given: str,
    proof: Proof,
    laid: Sequence[VersionClause],
    latest: Edition | None,
    former: Sequence[VersionClause],
) -> ChangeClass:
    if latest is None:
        return ChangeClass.SUBSTANTIVE
    if given not in set(ChangeClass):
        raise Invalid(say("Say how much this version changes."), "change_class")
    if given == ChangeClass.EDITORIAL:
        problems = printing.editorial_problems(proof, laid, latest, former)
        if problems:
            raise NotEditorial([_NOT_EDITORIAL[p] for p in EditorialProblem if p in problems])
    return ChangeClass(given)
