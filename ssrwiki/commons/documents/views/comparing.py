"""Two revisions as one redline, text and typed fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.actions.kinds import PLACES, THEMES, DocumentKind, Names
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import renderings, revisions
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.markup import blocks, showing
from ssrwiki.foundation.redline import comparison as redlines
from ssrwiki.foundation.redline.comparison import DiffBlock, Redline, RedlineWords, RowKind
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.words import Message


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A typed field in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A typed field that differs."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RedlineBlock:
    """A row of the redline as its component prints it."""

    change: str
    label: str
    number: str
    html: Markup
    is_old_place: bool = False


@dataclass(frozen=True, slots=True)
class ShownRedline:
    """A redline as its component prints it."""

    blocks: Sequence[RedlineBlock]
    is_cut_short: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the page of two revisions shows."""

    older: Revision
    newer: Revision
    fields: Sequence[FieldChange]
    redline: ShownRedline
    is_only_changes: bool
    is_source: bool


def comparison(
    session: Session,
    kind: DocumentKind,
    document: Document,
    numbers: tuple[int, int],
    *,
    only_changes: bool,
    is_source: bool,
) -> Comparison:
    """The redline from the older to the newer of two revisions of a document.

    Raises:
        NotFound: when one of them doesn't exist, or not for the viewer.
    """
    older, newer = numbers
    viewer = current_actor()
    old = revisions.readable(session, viewer=viewer, document=document, number=older)
    new = revisions.readable(session, viewer=viewer, document=document, number=newer)
    if revisions.unseen_ids(session, viewer, [old, new]):
        raise NotFound
    found = (
        redlines.compare_source(old.body, new.body, words())
        if is_source
        else redlines.compare(_blocks(session, old), _blocks(session, new), words())
    )
    return Comparison(
        older=old,
        newer=new,
        fields=_field_changes(session, kind, old, new),
        redline=shown(session, found, only_changes=only_changes),
        is_only_changes=only_changes,
        is_source=is_source,
    )


def of_html(session: Session, older: str, newer: str) -> ShownRedline:
    """The redline between two finished texts, where something changes."""
    found = redlines.compare(_blocks_of(older), _blocks_of(newer), words())
    return shown(session, found, only_changes=True)


def shown(session: Session, found: Redline, *, only_changes: bool = False) -> ShownRedline:
    """The rows of a redline, all of them or those where something happened; links settled."""
    targets = loading.targets_in(session, "".join(row.html for row in found.rows))
    blocks = [
        RedlineBlock(
            row.kind.value,
            row.label,
            row.number,
            Markup(showing.shown(row.html, targets)),
            row.is_old_place,
        )
        for row in found.rows
        if not only_changes or row.kind is not RowKind.SAME
    ]
    return ShownRedline(blocks, found.is_cut_short)


def words() -> RedlineWords:
    """The redline's hidden and shown words in the reader's language."""
    return RedlineWords(
        before_inserted=_("inserted:"),
        before_deleted=_("deleted:"),
        inserted=_("inserted"),
        deleted=_("deleted"),
        changed=_("changed"),
        moved_here=_("moved here"),
        moved_away=_("moved away"),
        moved_from=_("moved from %(number)s", number="%(number)s"),
        moved_to=_("moved to %(number)s", number="%(number)s"),
    )


def field_rows(session: Session, kind: DocumentKind, revision: Revision) -> list[FieldRow]:
    """The typed fields that a revision has, in words, in the order the kind declares them."""
    values = revisions.fields(revision)
    return [
        FieldRow(_(spec.label), _text(session, kind, spec.name, values[spec.name]))
        for spec in manuscripts.specs(kind)
        if spec.name in values
    ]


def _field_changes(
    session: Session, kind: DocumentKind, old: Revision, new: Revision
) -> list[FieldChange]:
    before = {"": old.title, **{row.label: row.value for row in field_rows(session, kind, old)}}
    after = {"": new.title, **{row.label: row.value for row in field_rows(session, kind, new)}}
    labels = ["", *(_(spec.label) for spec in manuscripts.specs(kind))]
    return [
        FieldChange(label or _("Title"), before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _text(session: Session, kind: DocumentKind, field: str, value: str | list[str]) -> str:
    values = [value] if isinstance(value, str) else value
    called = _names(session, kind, field, values)
    return "; ".join(_said(called.get(each, each)) for each in values)


def _names(session: Session, kind: DocumentKind, field: str, values: Sequence[str]) -> Names:
    language = loading.reader_language()
    if field == THEMES:
        return topics.names(session, values, language)
    if field == PLACES:
        return places.names(language)
    return kind.names(session, field, values, language)


def _said(words: str | Message) -> str:
    return words if isinstance(words, str) else said(words)


def _blocks(session: Session, revision: Revision) -> list[DiffBlock]:
    return _blocks_of(renderings.current(session, revision).html)


def _blocks_of(html: str) -> list[DiffBlock]:
    return [
        DiffBlock(block.html, block.text, container=block.container)
        for block in blocks.blocks_of(html)
    ]
