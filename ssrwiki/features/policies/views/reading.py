"""One version as its page shows it: clauses with their comments, footnotes, lists at the foot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents import queries as documents
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries import versions
from ssrwiki.features.policies.queries.versions import PlacedComment
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.views import sections, wording
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.features.policies.views.sections import Section
from ssrwiki.foundation.markup import wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget

NOTES_SHOWN_COUNT = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A comment carried from an earlier version, shown shortly where it now belongs."""

    placed: PlacedComment
    href: str
    words: str
    former_number: str
    former_href: str
    place_href: str


@dataclass(frozen=True, slots=True)
class ShownClause:
    """What the clause component needs; `notes` are the carried ones shown, of `carried_count`."""

    anchor: str
    clause_id: str
    number: str
    kind: str
    html: Markup
    comment_href: str | None
    note_count: int
    notes_href: str
    is_deleted: bool
    moved_from: str | None
    notes: Sequence[Note]
    carried_count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents."""

    anchor: str
    href: str
    number: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a version. `section` None: the whole text stands on the page."""

    clauses: Sequence[ShownClause]
    contents: Sequence[Entry]
    sections: Sequence[Section]
    section: Section | None
    field_html: Markup
    footnotes_html: Markup
    confirms: Sequence[Note]
    orphans: Sequence[Note]
    on_whole: Sequence[Note]

    @property
    def has_foot(self) -> bool:
        """Whether the page shows the end of the text, and what stands below it."""
        return self.section is None or self.section is self.sections[-1]


def anchor_of(clause_id: str) -> str:
    """The fragment of a clause on any page of its policy."""
    return f"c-{clause_id}"


def clause_href(address: str, version_number: int, clause_id: str) -> str:
    """The address of a clause in one version; of a long text it opens the right section."""
    return f"{address}/v{version_number}?clause={clause_id}#{anchor_of(clause_id)}"


def reading(
    session: Session, *, viewer: Actor, head: Head, section: str = "", clause_id: str = ""
) -> Reading:
    """The version that the head is about, or the section of it that was asked for.

    Raises:
        NotFound: for a section that isn't there.
    """
    edition = head.shown
    if edition is None:
        raise ValueError("Nothing is published to be read.")
    rows = versions.clauses(session, edition.version)
    parts = sections.split(rows)
    part = sections.chosen(parts, section, clause_id)
    shown_rows = part.rows if part is not None else rows
    placed = versions.comments_on(
        session, head.document, edition.version, exact=AnchorState.EXACT
    )
    own = _own(session, viewer, head, placed)
    desk = _Desk(head, {row.clause_id: row for row in rows}, placed, own)
    has_foot = part is None or part is parts[-1]
    pieces = [*(row.html for row in shown_rows), edition.version.field_html]
    pieces.append(edition.version.footnotes_html)
    targets = documents.link_targets(
        session, viewer=viewer, slugs={slug for html in pieces for slug in wikilinks.links_of(html)}
    )
    return Reading(
        clauses=[desk.clause(row, targets) for row in shown_rows],
        contents=[_entry(row, parts, part) for row in rows if row.kind == "heading"],
        sections=parts,
        section=part,
        field_html=_settled(edition.version.field_html if has_foot else "", targets),
        footnotes_html=_settled(edition.version.footnotes_html, targets),
        confirms=desk.notes_in(AnchorState.CONFIRM) if has_foot else [],
        orphans=desk.notes_in(AnchorState.ORPHAN) if has_foot else [],
        on_whole=desk.notes_on_whole() if has_foot else [],
    )


def _own(
    session: Session, viewer: Actor, head: Head, placed: Sequence[PlacedComment]
) -> frozenset[str]:
    """Public ids of the viewer's comments that may need a hand; officers may place all."""
    if head.is_officer or viewer.is_guest:
        return frozenset()
    waiting = {AnchorState.CONFIRM, AnchorState.ORPHAN}
    return authorship.own(
        session,
        actor=viewer,
        contribution_ids=[each.comment.public_id for each in placed if each.state in waiting],
    )


def _settled(html: str, targets: Mapping[str, LinkTarget]) -> Markup:
    return Markup(wikilinks.settle_links(html, targets))


def _entry(row: VersionClause, parts: Sequence[Section], part: Section | None) -> Entry:
    anchor = anchor_of(row.clause_id)
    home = next((each for each in parts if row in each.rows), None)
    is_elsewhere = part is not None and home is not part and home is not None
    href = f"?section={home.number}#{anchor}" if is_elsewhere and home else f"#{anchor}"
    return Entry(anchor, href, row.number, row.text, max(row.level - 1, 1))


class _Desk:
    """Lays the comments of all rounds beside the clauses of one version."""

    def __init__(
        self,
        head: Head,
        clauses: Mapping[str, VersionClause],
        placed: Sequence[PlacedComment],
        own: frozenset[str],
    ) -> None:
        self._head = head
        self._clauses = clauses
        self._own = own
        self._number = head.shown.number if head.shown else 0
        self._window = next((w for w in head.windows if w.version_number == self._number), None)
        self._carried = [each for each in placed if each.version_number != self._number]
        self._counts = Counter(
            each.clause_id
            for each in placed
            if each.version_number == self._number and not each.is_gone
        )

    def clause(self, row: VersionClause, targets: Mapping[str, LinkTarget]) -> ShownClause:
        """A clause with what was said of it."""
        carried = [
            each
            for each in self._carried
            if each.clause_id == row.clause_id and each.state != AnchorState.ORPHAN
        ]
        return ShownClause(
            anchor=anchor_of(row.clause_id),
            clause_id=row.clause_id,
            number=row.number,
            kind=row.kind,
            html=_settled(_wrapped(row), targets),
            comment_href=self._comment_href(row),
            note_count=self._counts[row.clause_id],
            notes_href=self._notes_href(row),
            is_deleted=row.is_deleted,
            moved_from=row.moved_from,
            notes=[self._note(each) for each in carried[:NOTES_SHOWN_COUNT]],
            carried_count=len(carried),
        )

    def notes_in(self, state: AnchorState) -> list[Note]:
        """Those that wait for a person, or have lost their place."""
        return [self._note(each) for each in self._carried if each.state == state]

    def notes_on_whole(self) -> list[Note]:
        """Carried ones about the whole text."""
        return [
            self._note(each)
            for each in self._carried
            if each.clause_id is None and each.state != AnchorState.ORPHAN
        ]

    def _note(self, placed: PlacedComment) -> Note:
        comment, address = placed.comment, self._head.document.address
        former = comment.clause_id
        is_placeable = self._head.is_officer or comment.public_id in self._own
        return Note(
            placed=placed,
            href=f"{address}/rounds/{placed.round_number}/comments/{comment.public_id}",
            words=str(wording.PLACES[AnchorState(placed.state)]),
            former_number=self._clauses[former].number if former in self._clauses else "",
            former_href=clause_href(address, placed.version_number, former) if former else "",
            place_href=(
                f"{address}/v{self._number}/place/{comment.public_id}" if is_placeable else ""
            ),
        )

    def _comment_href(self, row: VersionClause) -> str | None:
        window = self._window
        if window is None or not window.is_open or row.is_deleted or not row.number:
            return None
        return f"{self._round_address()}?clause={row.clause_id}#form"

    def _notes_href(self, row: VersionClause) -> str:
        return f"{self._round_address()}?clause={row.clause_id}" if self._window else ""

    def _round_address(self) -> str:
        number = self._window.number if self._window else 0
        return f"{self._head.document.address}/rounds/{number}/comments"


def _wrapped(row: VersionClause) -> str:
    """An item stands in a list of its own: its number is the clause's."""
    return f"<ul>{row.html}</ul>" if row.kind == "item" else row.html
