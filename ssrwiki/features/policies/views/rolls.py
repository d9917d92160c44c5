"""Positions in words: the bar, the groups of the list, and what may give a holder away."""

from collections.abc import Sequence
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
from ssrwiki.features.policies.queries.endorsements import OpenedComment, Roll, Stand
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.rules.states import takes_positions_in_call
from ssrwiki.features.policies.views import wording
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.foundation import clock, giveaways, pages
from ssrwiki.foundation.pages import Page, Position
from ssrwiki.foundation.web.templating import said

SEEN = "seen"
WITHHELD = "role_and_region"
PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One position of the headline."""

    position: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownStand:
    """One row of the list; `words`, `ruling` and `comment_href` are "" without one.

    `notice` stands where words of its own were taken away; `has_own_words` where they stand here
    and in no comment.
    """

    row: Endorsement
    label: str
    standing: str
    is_of_viewer: bool
    words: str
    ruling: str
    comment_href: str
    notice: str
    has_own_words: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Positions that are shown together; `count` is of all of them, `stands` those of the page."""

    name: str
    title: str
    words: str
    count: int
    stands: Sequence[ShownStand]


def bar(roll: Roll) -> list[Bar]:
    """The headline by position; empty while its numbers may not be told."""
    if not roll.is_numbered(CountGroup.COUNTED):
        return []
    return [
        Bar(each.position, wording.taken(each.position, each.people_count), each.people_count)
        for each in roll.tally.counted
    ]


def stale_count(roll: Roll) -> int:
    """How many wait to be confirmed; 0 while that may not be told."""
    return len(roll.of(CountGroup.STALE)) if roll.is_numbered(CountGroup.STALE) else 0


def groups(
    session: Session, *, viewer: Actor, head: Head, position: Position, around: str = ""
) -> Page[Group]:
    """Every present position, once: named ones by how they count, all withheld ones together.

    A page has so many positions, of one group or of several; groups without any on it are left
    out. `around` is a position's public id: the page that has it.
    """
    listed = [
        (group.value, wording.GROUPS[group], wording.GROUP_WORDS[group], head.roll.named_in(group))
        for group in CountGroup
    ]
    listed.append((WITHHELD, wording.WITHHELD, wording.WITHHELD_WORDS, head.roll.withheld))
    page = pages.page_of_rows(
        [_Entry(place, stand) for place, each in enumerate(listed) for stand in each[-1]],
        _Entry.key,
        position,
        PAGE_SIZE,
        around=around,
    )
    shown = shown_stands(
        session, viewer=viewer, head=head, stands=[entry.stand for entry in page.rows]
    )
    by_place: dict[int, list[ShownStand]] = {}
    for entry, stand in zip(page.rows, shown, strict=True):
        by_place.setdefault(entry.place, []).append(stand)
    found = [
        Group(name, str(title), str(words), len(stands), by_place[place])
        for place, (name, title, words, stands) in enumerate(listed)
        if place in by_place
    ]
    return Page(found, page.next, page.previous)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One position of the whole list; `place` is its group's."""

    place: int
    stand: Stand

    def key(self) -> tuple[str, ...]:
        """Its place in the list: as `roll` orders positions, below their group."""
        row = self.stand.row
        return (str(self.place), row.listed_at.isoformat(), row.public_id)


def shown_stands(
    session: Session, *, viewer: Actor, head: Head, stands: Sequence[Stand]
) -> list[ShownStand]:
    """Positions with their words, where those stand nowhere else, and rulings on them."""
    rows = [stand.row for stand in stands]
    rulings = states.rulings(session, viewer=viewer, document=head.document, objections=rows)
    comments = endorsements.opened_comments(
        session, viewer=viewer, document=head.document, positions=rows
    )
    return [
        ShownStand(
            row=stand.row,
            label=str(LABELS[stand.ballot.position]),
            standing=stand.ballot.standing,
            is_of_viewer=stand.is_of_viewer,
            words=_words(stand.row, comments.get(stand.row.comment_id or 0)),
            ruling=wording.ruling(rulings.get(stand.row.id)),
            comment_href=_comment_href(stand.row, comments.get(stand.row.comment_id or 0)),
            notice=wording.words_gone(stand.row) if stand.row.comment_id is None else "",
            has_own_words=bool(_own_words(stand.row)),
        )
        for stand in stands
    ]


def said_words(row: Endorsement, comment: OpenedComment | None) -> str:
    """Why, or on which conditions: as the comment says it now, if the position opened one."""
    return comment.words if comment is not None else _own_words(row)


def _own_words(row: Endorsement) -> str:
    """What stands with the position alone; "" while it is hidden."""
    if row.comment_id is not None or row.hidden_at is not None:
        return ""
    return "\n\n".join(filter(None, (row.conditions, row.reason)))


def _words(row: Endorsement, comment: OpenedComment | None) -> str:
    """A withheld position leaves its words to its comment: said twice they would join the two."""
    if row.is_withheld and comment is not None:
        return ""
    return said_words(row, comment)


def _comment_href(row: Endorsement, comment: OpenedComment | None) -> str:
    """None from a withheld confirmation to what its holder said another day."""
    if comment is None or (row.is_withheld and row.is_reconfirmation):
        return ""
    return comment.address


def may_endorse(viewer: Actor, head: Head) -> bool:
    """Whether a position can be taken now: a first one needs a round or the final call."""
    if viewer.is_guest or head.latest is None or head.state.is_over:
        return False
    is_open = policies.open_window(head.windows) is not None
    has_own = head.roll.of_viewer is not None
    closes_at = head.keeping.policy.call_closes_at
    return is_open or has_own or takes_positions_in_call(head.state, closes_at, clock.now())


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
