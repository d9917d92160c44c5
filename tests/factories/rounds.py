"""Policies with a published version and a round on it, made in one line each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import drafts
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import comments, openings, policies, proofs, rounds, versions
from ssrwiki.features.policies.actions.comments import Target
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.actions.versions import Imprint
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import rounds as queries
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.foundation import clock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = """## Before support begins

The station commander will not be moved for twelve months.

Forum members receive no salary and no sitting fee.
"""


@dataclass(frozen=True, slots=True)
class MadePolicy:
    document: Document
    clause_ids: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.document.slug


def a_policy(
    session: Session,
    officer: Actor,
    *,
    title: str = "Community policing",
    audience: str = "public",
    body: str = BODY,
) -> MadePolicy:
    """A policy with version 1, published by the officer, who leads it."""
    draft = manuscripts.Draft(
        title=title,
        body=body,
        audience=audience,
        fields={
            "abstract": "What we fund under the name of community policing.",
            "field": "A district adviser uses this text in three sittings.",
            "lead": officer.handle,
        },
    )
    manuscript = manuscripts.prepare(POLICY, draft)
    document = policies.begin(session, actor=officer, manuscript=manuscript)
    publish(session, officer, document, audience=audience)
    found = session.scalars(
        select(VersionClause.clause_id)
        .join(Version, Version.id == VersionClause.version_id)
        .where(Version.document_id == document.id)
        .order_by(VersionClause.ordinal)
    ).all()
    return MadePolicy(document, tuple(found))


def publish(
    session: Session, officer: Actor, document: Document, audience: str = "public"
) -> Version:
    return versions.publish(
        session,
        actor=officer,
        document=document,
        proof=proofs.proof(session, document),
        imprint=Imprint(summary="First public draft.", audience=audience),
    )


def an_opening(days: int = 30, **fields: str) -> openings.Opening:
    closes = clock.now() + timedelta(days=days)
    return openings.opening(closes_at=f"{closes:%Y-%m-%dT%H:%M}", zone="UTC", **fields)


def a_round(session: Session, officer: Actor, made: MadePolicy, days: int = 30) -> RoundHeld:
    row = rounds.open_round(
        session, actor=officer, document=made.document, opening=an_opening(days)
    )
    session.flush()
    return held(session, officer, made, row.number)


def held(session: Session, viewer: Actor, made: MadePolicy, number: int = 1) -> RoundHeld:
    return queries.held(session, viewer=viewer, slug=made.slug, number=number)


def a_comment(
    session: Session,
    actor: Actor,
    round_: RoundHeld,
    body: str = "With us the commander is moved every spring.",
    *,
    clause: str = "",
    parent: str = "",
    kind: str = "",
    attribution: str = "named",
    is_point: bool = True,
    replacement: str = "",
    quote: str = "",
) -> Comment:
    draft = drafts.draft(
        body=body,
        kind=kind,
        attribution=attribution,
        is_point=is_point,
        replacement=replacement,
        quote=quote,
    )
    return comments.comment(
        session, actor=actor, held=round_, target=Target(clause, parent), draft=draft
    )


def state_of(session: Session, policy: MadePolicy) -> str:
    """The state the policy is in now, as its row has it."""
    session.flush()
    return session.get_one(Policy, policy.document.id).state
