"""What comes after a first round: its answers, a revised text, its next version, positions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import (
    answers,
    dispositions,
    endorsements,
    labels,
    policies,
    proofs,
    responses,
    rounds,
    stances,
    versions,
)
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.actions.versions import Imprint
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import rounds as rounds_queries
from tests.factories.rounds import a_policy

LABELLED = 3
LABELLED_TEXT = """## Text

The station keeps one register of all persons held and an adviser may read it on any day of the
week and sign it with the officer on duty so that both know what was written down there and when
it was written and by whom it was written for the court.
"""
REASON = "The text is needed before the session of parliament."


def answered(
    session: Session,
    officer: Actor,
    document: Document,
    number: int = 1,
    *,
    are_drafted: bool = False,
) -> None:
    """The round is closed early, every comment answered, the answers published."""
    held = rounds_queries.held(session, viewer=officer, slug=document.slug, number=number)
    rounds.close_early(session, actor=officer, held=held, reason=REASON)
    waiting = session.scalars(
        select(Comment).where(Comment.thread_id == held.thread.id, Comment.is_point)
    ).all()
    session.flush()
    if waiting and not are_drafted:
        dispositions.give_answer(
            session,
            actor=officer,
            held=held,
            comments=[dispositions.Standing(each.public_id, 0) for each in waiting],
            answer=answers.answer(code="noted", reason="We have noted this and thank you for it."),
        )
        session.flush()
    responses.publish_answers(
        session, actor=officer, held=held, preface=responses.preface("What we did.")
    )
    session.flush()


def rewritten(
    session: Session,
    officer: Actor,
    document: Document,
    body: str,
    **fields: str | tuple[str, ...],
) -> None:
    """The working text gets another body; its other typed fields stay."""
    head = revisions.revision(session, document, document.head_number)
    draft = manuscripts.Draft(
        title=head.title,
        body=body,
        summary="After the comments.",
        fields={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in revisions.fields(head).items()
        }
        | fields,
    )
    manuscript = manuscripts.prepare(POLICY, draft)
    policies.save(
        session,
        actor=officer,
        document=document,
        manuscript=manuscript,
        based_on=document.head_number,
    )
    session.flush()


def next_version(
    session: Session,
    officer: Actor,
    document: Document,
    body: str,
    *,
    change_class: str = "substantive",
    audience: str = "public",
) -> Version:
    """The body, saved and published."""
    rewritten(session, officer, document, body)
    version = versions.publish(
        session,
        actor=officer,
        document=document,
        proof=proofs.proof(session, document),
        imprint=Imprint(summary="Revised.", change_class=change_class, audience=audience),
    )
    session.flush()
    return version


def position(
    session: Session,
    actor: Actor,
    document: Document,
    position: str = "agree",
    *,
    version: int = 1,
    reason: str = "",
    conditions: str = "",
    attribution: str = "named",
) -> Endorsement:
    """Takes a position on a version."""
    stance = stances.prepare(
        position=position, reason=reason, conditions=conditions, attribution=attribution
    )
    row = endorsements.endorse(
        session, actor=actor, document=document, version_number=version, stance=stance
    )
    session.flush()
    return row


def labelled(session: Session, officer: Actor, title: str = "Custody registers") -> Document:
    """A policy whose version 3 changes a spelling of version 2, and is labelled editorial."""
    document = a_policy(session, officer, title=title).document
    next_version(session, officer, document, LABELLED_TEXT)
    changed = LABELLED_TEXT.replace("adviser", "advisor")
    next_version(session, officer, document, changed, change_class="editorial")
    return document


def contest(
    session: Session,
    actor: Actor,
    document: Document,
    words: str = "Who reads the register must now ask the court.",
    *,
    attribution: str = "named",
) -> Comment:
    """Says that version 3 changes more than its label says."""
    said = labels.contest(
        session,
        actor=actor,
        document=document,
        version_number=LABELLED,
        clause_id="",
        draft=drafts.draft(body=words, kind="objection", attribution=attribution),
    )
    session.flush()
    return said


def printed(session: Session, version: Version) -> list[VersionClause]:
    """The clauses of a version, tombstones among them."""
    return list(
        session.scalars(
            select(VersionClause)
            .where(VersionClause.version_id == version.id)
            .order_by(VersionClause.ordinal)
        )
    )


def version_of(session: Session, document: Document, number: int) -> Version:
    """One version of a policy."""
    return session.scalars(
        select(Version).where(Version.document_id == document.id, Version.number == number)
    ).one()
