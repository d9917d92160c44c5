"""Reads of one policy: by its address, who keeps it, its rounds, and how it stands now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import documents
from ssrwiki.commons.people.models import Organisation, Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.rules import states
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import NotFound

SECTION = "policies"
KIND = "policy"


@dataclass(frozen=True, slots=True)
class Window:
    """A round as heads and guards need it; `comment_count` counts replies too."""

    number: int
    kind: str
    version_number: int
    opens_at: datetime
    closes_at: datetime
    zone: str
    response_due_on: date
    state: RoundState
    comment_count: int
    thread_id: int

    @property
    def is_open(self) -> bool:
        """Whether it takes comments now."""
        return self.state is RoundState.OPEN

    @property
    def is_scheduled(self) -> bool:
        """Whether it has yet to open."""
        return self.state is RoundState.SCHEDULED

    @property
    def is_responded(self) -> bool:
        """Whether its answers are published."""
        return self.state is RoundState.RESPONDED


def document(session: Session, *, viewer: Actor, slug: str) -> Document:
    """The policy at an address, with its owners.

    Raises:
        NotFound: absent or not for this viewer.
    """
    return documents.document(session, viewer=viewer, section=SECTION, slug=slug)


def working_document(session: Session, *, viewer: Actor, slug: str) -> Document:
    """The same, for those who may see its working text.

    Raises:
        NotFound: absent or not for this viewer.
    """
    return documents.working_document(session, viewer=viewer, section=SECTION, slug=slug)


def policy(session: Session, document: Document) -> Policy:
    """The policy's own row.

    Raises:
        NotFound: when the document is no policy.
    """
    found = session.get(Policy, document.id)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps a policy: its owning units, the first of which leads, and its people.

    `names` are what lead and steward call themselves, by handle.
    """

    policy: Policy
    units: tuple[str, ...]
    lead_handle: str | None
    names: Mapping[str, str]


def keeping(session: Session, document: Document) -> Keeping:
    """Policy, owning units in their order, lead and steward, in one statement.

    Raises:
        NotFound: when the document is no policy.
    """
    lead, steward = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            Policy,
            Organisation.name,
            lead.handle,
            lead.display_name,
            steward.handle,
            steward.display_name,
        )
        .outerjoin(DocumentOwner, DocumentOwner.document_id == Policy.document_id)
        .outerjoin(Organisation, Organisation.id == DocumentOwner.organisation_id)
        .outerjoin(lead, lead.id == Policy.lead_id)
        .outerjoin(steward, steward.id == Policy.steward_id)
        .where(Policy.document_id == document.id)
        .order_by(DocumentOwner.position)
    ).all()
    if not rows:
        raise NotFound
    policy, _unit, lead_handle, lead_name, steward_handle, steward_name = rows[0]
    return Keeping(
        policy,
        tuple(row[1] for row in rows if row[1]),
        lead_handle,
        {lead_handle: lead_name, steward_handle: steward_name},
    )


def windows(session: Session, document: Document) -> Sequence[Window]:
    """Every round of a policy, newest first."""
    rows = session.execute(
        select(Round, Version.number, Thread.comment_count)
        .join(Version, Version.id == Round.version_id)
        .join(Thread, Thread.id == Round.thread_id)
        .where(Round.document_id == document.id)
        .order_by(Round.number.desc())
    )
    now = clock.now()
    return [
        Window(
            number=row.number,
            kind=row.kind,
            version_number=version_number,
            opens_at=row.opens_at,
            closes_at=row.closed_at or row.closes_at,
            zone=row.zone,
            response_due_on=row.response_due_on,
            state=row.span.state(now),
            comment_count=comment_count,
            thread_id=row.thread_id,
        )
        for row, version_number, comment_count in rows
    ]


def windows_on(all_windows: Sequence[Window], version_numbers: Collection[int]) -> list[Window]:
    """Those on these versions: a reader sees the rounds on what they may read."""
    return [window for window in all_windows if window.version_number in version_numbers]


def open_window(all_windows: Sequence[Window]) -> Window | None:
    """The round that takes comments now, if there is one."""
    return next((window for window in all_windows if window.is_open), None)


def state_now(policy: Policy, all_windows: Sequence[Window]) -> PolicyState:
    """The state as readers see it, by the clock."""
    latest = all_windows[0].state if all_windows else None
    return states.policy_state_now(PolicyState(policy.state), latest)
