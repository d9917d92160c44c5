"""Roles, role families and the actor that permissions ask about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NEWCOMER_AGE = timedelta(days=3)


class Role(StrEnum):
    """What a person may do; each includes the ones before it. A learner is a member."""

    GUEST = "guest"
    MEMBER = "member"
    PRACTITIONER = "practitioner"
    POLICY = "policy"


_RANK = {role: rank for rank, role in enumerate(Role)}


class RoleFamily(StrEnum):
    """The closed list of trades; each is host-country or international. Source: decision 24."""

    POLICE = "police"
    DEFENCE = "defence"
    JUSTICE = "justice"
    CORRECTIONS = "corrections"
    BORDER_AND_CUSTOMS = "border-and-customs"
    INTELLIGENCE_OVERSIGHT = "intelligence-oversight"
    PARLIAMENT = "parliament"
    CIVIL_SOCIETY = "civil-society"
    DONOR = "donor"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    POLICY = "policy"
    RESEARCH = "research"


class MailPreference(StrEnum):
    """How notices reach a person by mail; the inbox always has them."""

    DIGEST = "digest"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """For whom a person works now; `verified_at` None: said, not yet checked."""

    organisation_id: int
    organisation_slug: str
    organisation_name: str
    family: RoleFamily
    is_international: bool
    region: str
    verified_at: datetime | None


def may_moderate(affiliation: Affiliation | None) -> bool:
    """Whether it is known of which texts a moderator must keep away, being their own office's.

    It isn't while a claim waits to be checked: somebody who has just changed theirs would belong
    to nobody, and could judge the texts of the office they come from.
    """
    return affiliation is None or affiliation.verified_at is not None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for a page or acts; id 0 is a guest."""

    id: int = 0
    handle: str = ""
    display_name: str = ""
    role: Role = Role.GUEST
    is_moderator: bool = False  # while `may_moderate` allows it
    is_administrator: bool = False
    affiliation: Affiliation | None = None
    group_ids: frozenset[int] = frozenset()
    locale: str = ""
    zone: str = ""
    joined_at: datetime | None = None

    @property
    def is_guest(self) -> bool:
        """Not signed in."""
        return self.id == 0

    @property
    def organisation_id(self) -> int | None:
        """The organisation whose *verified* member the actor is."""
        return self.affiliation.organisation_id if self.affiliation and self.is_verified else None

    @property
    def is_verified(self) -> bool:
        """Whether the present affiliation has been checked."""
        return self.affiliation is not None and self.affiliation.verified_at is not None

    def has_role(self, role: Role) -> bool:
        """Whether the actor is at least this."""
        return _RANK[self.role] >= _RANK[role]

    def is_newcomer(self, now: datetime) -> bool:
        """Whether first posts and links wait in the moderators' queue (safety rule 11)."""
        if self.is_verified or self.joined_at is None:
            return False
        return now - self.joined_at < NEWCOMER_AGE


GUEST = Actor()
