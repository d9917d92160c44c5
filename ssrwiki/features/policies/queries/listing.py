"""The list of policies, by what is wanted of readers: those open for comment come first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import carried, lists, reach
from ssrwiki.commons.people.models import Organisation
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.queries.policies import KIND
from ssrwiki.features.policies.rules import states as rules
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock
from ssrwiki.foundation.pages import Page, Position, page_of

LONGEST_OPEN_LIST_COUNT = 30


@dataclass(frozen=True, slots=True)
class ListedPolicy:
    """A policy in a list; `closes_at` is set while a round is open.

    `round_state` and `response_due_on` are those of a round that hasn't been answered.
    """

    title: str
    address: str
    abstract: str
    lang: str
    state: PolicyState
    version_number: int | None
    unit: str
    closes_at: datetime | None
    round_state: RoundState | None = None
    response_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty values narrow nothing."""

    state: str = ""
    theme_ids: Collection[int] = ()
    place_codes: Collection[str] = ()


def open_now(session: Session, *, viewer: Actor, wanted: Wanted) -> Sequence[ListedPolicy]:
    """Policies with an open round, the one that closes first on top."""
    query = _narrowed(_readable(viewer).where(_has_open_round()), viewer, wanted)
    rows = session.scalars(query.order_by(Document.id).limit(LONGEST_OPEN_LIST_COUNT)).all()
    listed_rows = listed(session, rows)
    return sorted(listed_rows, key=lambda row: (row.closes_at or clock.now(), row.address))


def others(
    session: Session, *, viewer: Actor, wanted: Wanted, position: Position, size: int = 30
) -> Page[ListedPolicy]:
    """Policies without an open round, last revised first."""
    query = _narrowed(_readable(viewer).where(~_has_open_round()), viewer, wanted)
    page = page_of(session, query, lists.LISTED, position, size)
    return Page(listed(session, page.rows), page.next, page.previous)


def listed(session: Session, rows: Sequence[Document]) -> Sequence[ListedPolicy]:
    """The documents with state, version, leading unit and window, in the order given."""
    if not rows:
        return []
    now = clock.now()
    latest = {
        document_id: (policy, unit)
        for document_id, policy, unit in session.execute(
            select(Policy.document_id, Policy, Organisation.name)
            .outerjoin(
                DocumentOwner,
                (DocumentOwner.document_id == Policy.document_id) & (DocumentOwner.position == 0),
            )
            .outerjoin(Organisation, Organisation.id == DocumentOwner.organisation_id)
            .where(Policy.document_id.in_([row.id for row in rows]))
        )
    }
    waiting = {
        window.document_id: window
        for window in session.scalars(
            select(Round).where(
                Round.document_id.in_(list(latest)),
                Round.responded_at.is_(None),
                Round.cancelled_at.is_(None),
            )
        )
    }
    states = {document_id: window.span.state(now) for document_id, window in waiting.items()}
    return [
        ListedPolicy(
            title=row.title,
            address=row.address,
            abstract=row.abstract,
            lang=row.lang,
            state=rules.policy_state_now(
                PolicyState(latest[row.id][0].state), states.get(row.id, RoundState.CANCELLED)
            ),
            version_number=latest[row.id][0].current_version_number,
            unit=latest[row.id][1] or "",
            closes_at=(
                waiting[row.id].closes_at if states.get(row.id) is RoundState.OPEN else None
            ),
            round_state=states.get(row.id),
            response_due_on=waiting[row.id].response_due_on if row.id in waiting else None,
        )
        for row in rows
        if row.id in latest
    ]


def _readable(viewer: Actor) -> Select[Document]:
    return (
        select(Document)
        .join(Policy, Policy.document_id == Document.id)
        .where(Document.kind == KIND, reach.readable(viewer))
    )


def _has_not_ended(now: datetime) -> ColumnElement[bool]:
    return and_(
        Round.closes_at > now,
        Round.closed_at.is_(None),
        Round.cancelled_at.is_(None),
    )


def _has_open_round() -> ColumnElement[bool]:
    now = clock.now()
    return exists().where(
        Round.document_id == Document.id, Round.opens_at <= now, _has_not_ended(now)
    )


def _narrowed(query: Select[Document], viewer: Actor, wanted: Wanted) -> Select[Document]:
    if wanted.state == PolicyState.OPEN_FOR_COMMENT:
        query = query.where(_has_open_round())
    elif wanted.state == PolicyState.CLOSED_ANALYSING:
        # Of a round that ran out, the stored state still says that it is open.
        run_out = Policy.state == PolicyState.OPEN_FOR_COMMENT
        query = query.where(or_(Policy.state == wanted.state, and_(run_out, ~_has_open_round())))
    elif wanted.state:
        query = query.where(Policy.state == wanted.state)
    if wanted.theme_ids:
        query = query.where(carried.carries_theme(viewer, wanted.theme_ids))
    if wanted.place_codes:
        query = query.where(carried.carries_place(viewer, wanted.place_codes))
    return query
