"""One version as its page shows it: clauses with their comments, footnotes, lists at the foot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import links
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries import carried, prints, versions
from ssrwiki.features.policies.queries.carried import PlacedComment
from ssrwiki.features.policies.rules.numbering import HEADING
from ssrwiki.features.policies.views import notes, places, sections
from ssrwiki.features.policies.views.heads import Head
from ssrwiki.features.policies.views.notes import Note, Notes
from ssrwiki.features.policies.views.sections import Section
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.markup import showing, wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget

NOTES_SHOWN_COUNT = 3


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
    is_redacted: bool
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
    placed = carried.comments_on(session, head.document, edition.version, viewer=viewer)
    brought = notes.notes(head, placed, _deleted(rows))
    desk = _Desk(head, placed, brought)
    has_foot = part is None or part is parts[-1]
    foot = prints.foot(session, edition.version)
    field_html = foot.field_html if has_foot else ""
    pieces = [*(row.html for row in shown_rows), field_html, foot.footnotes_html]
    slugs = {slug for html in pieces for slug in wikilinks.links_of(html)}
    targets = links.link_targets(session, viewer=viewer, slugs=slugs)
    return Reading(
        clauses=[desk.clause(row, targets) for row in shown_rows],
        contents=[
            # What a deleted heading said may have been for fewer readers than this version.
            _entry(row, parts, part)
            for row in rows
            if row.kind == HEADING and not row.is_deleted
        ],
        sections=parts,
        section=part,
        field_html=_settled(field_html, targets),
        footnotes_html=_settled(foot.footnotes_html, targets),
        confirms=brought.confirms if has_foot else [],
        orphans=brought.orphans if has_foot else [],
        on_whole=brought.on_whole if has_foot else [],
    )


def notes_at(session: Session, *, viewer: Actor, head: Head, clause_id: str) -> Sequence[Note]:
    """Every carried comment at one clause of the version shown."""
    if head.shown is None:
        raise NotFound
    placed = carried.comments_on(session, head.document, head.shown.version, viewer=viewer)
    rows = versions.clauses(session, head.shown.version)
    brought = notes.notes(head, placed, _deleted(rows))
    return brought.by_clause.get(clause_id, [])


def _deleted(rows: Sequence[VersionClause]) -> frozenset[str]:
    return frozenset(row.clause_id for row in rows if row.is_deleted)


def _settled(html: str, targets: Mapping[str, LinkTarget]) -> Markup:
    return Markup(showing.shown(html, targets))


def _entry(row: VersionClause, parts: Sequence[Section], part: Section | None) -> Entry:
    anchor = places.anchor_of(row.clause_id)
    home = next((each for each in parts if row in each.rows), None)
    is_elsewhere = part is not None and home is not None and home is not part
    href = f"?section={home.number}#{anchor}" if is_elsewhere and home else f"#{anchor}"
    return Entry(anchor, href, row.number, row.text, max(row.level - 1, 1))


class _Desk:
    """Lays what was said beside the clauses of one version."""

    def __init__(self, head: Head, placed: Sequence[PlacedComment], brought: Notes) -> None:
        self._brought = brought
        number = head.shown.number if head.shown else 0
        self._window = next((w for w in head.windows if w.version_number == number), None)
        self._address = head.document.address
        self._counts = Counter(
            each.clause_id for each in placed if each.version_number == number and not each.is_gone
        )

    def clause(self, row: VersionClause, targets: Mapping[str, LinkTarget]) -> ShownClause:
        """A clause with its way to comment and what was said of it."""
        brought = self._brought.by_clause.get(row.clause_id, [])
        return ShownClause(
            anchor=places.anchor_of(row.clause_id),
            clause_id=row.clause_id,
            number=row.number,
            kind=row.kind,
            html=_settled(places.standing_alone(row.html), targets),
            comment_href=self._comment_href(row),
            note_count=self._counts[row.clause_id],
            notes_href=self._notes_href(row),
            is_deleted=row.is_deleted,
            is_redacted=row.redacted_at is not None,
            moved_from=row.moved_from,
            notes=brought[:NOTES_SHOWN_COUNT],
            carried_count=len(brought),
        )

    def _comment_href(self, row: VersionClause) -> str | None:
        window = self._window
        is_gone = row.is_deleted or row.redacted_at is not None
        if window is None or not window.is_open or is_gone or not row.number:
            return None
        return f"{self._notes_href(row)}#form"

    def _notes_href(self, row: VersionClause) -> str:
        if self._window is None:
            return ""
        return f"{self._address}/rounds/{self._window.number}/comments?clause={row.clause_id}"
