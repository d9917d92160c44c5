"""Positions in words: the bar, the groups of the list, and what may give a holder away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places
from ssrwiki.features.policies.forms.endorsements import LABELS, EndorseForm
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.queries import endorsements, policies, states
from ssrwiki.features.policies.queries.endorsements import Roll, Stand
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.features.policies.views import wording
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.foundation import giveaways
from ssrwiki.foundation.web.templating import said

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Bar:
    """One position of the headline."""

    position: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownStand:
    """One row of the list; `ruling` and `comment_href` are "" without one."""

    row: Endorsement
    label: str
    standing: str
    is_of_viewer: bool
    ruling: str
    comment_href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Positions that count alike; `count` is the number of rows below it."""

    name: str
    title: str
    words: str
    stands: Sequence[ShownStand]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.stands)


def bar(roll: Roll) -> list[Bar]:
    """The headline by position."""
    return [
        Bar(each.position, str(LABELS[each.position]), each.people_count)
        for each in roll.tally.counted
    ]


def groups(session: Session, head: Head) -> list[Group]:
    """Every present position, those that count first; empty groups are left out."""
    rulings = {key: row.reason for key, row in states.rulings(session, head.document).items()}
    comments = endorsements.comment_addresses(session, head.document)
    return [
        Group(
            name=group,
            title=str(wording.GROUPS[group]),
            words=str(wording.GROUP_WORDS[group]),
            stands=[_shown(stand, rulings, comments) for stand in head.roll.of(group)],
        )
        for group in CountGroup
        if head.roll.of(group)
    ]


def _shown(stand: Stand, rulings: Mapping[int, str], comments: Mapping[int, str]) -> ShownStand:
    row = stand.row
    return ShownStand(
        row=row,
        label=str(LABELS[stand.ballot.position]),
        standing=stand.ballot.standing,
        is_of_viewer=stand.is_of_viewer,
        ruling=rulings.get(row.id, ""),
        comment_href=comments.get(row.comment_id, "") if row.comment_id else "",
    )


def may_endorse(viewer: Actor, head: Head) -> bool:
    """Whether a position can be taken now: a first one needs a round or the final call."""
    if viewer.is_guest or head.latest is None or head.state.is_over:
        return False
    is_open = policies.open_window(head.windows) is not None
    has_own = head.roll.of_viewer is not None
    return is_open or has_own or head.state is PolicyState.FINAL_CALL


def findings(form: EndorseForm) -> list[str]:
    """What may give away a holder who withholds the name; shown once, then sent as it is."""
    is_withheld = form.attribution.data == Attribution.ROLE_AND_REGION
    is_from_our_page = form.giveaways_seen.name in request.form
    if not is_withheld or not is_from_our_page or form.giveaways_seen.data == SEEN:
        return []
    names = [places.name(each.code, loading.reader_language()) for each in places.all_places()]
    told = "\n\n".join((str(form.reason.data or ""), str(form.conditions.data or "")))
    found = [said(each.message) for each in giveaways.found_in(told, names)]
    form.giveaways_seen.data = SEEN if found else ""
    return found
