"""Two versions, or the working text beside the latest one, as a redline clause by clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.views import comparing
from ssrwiki.commons.documents.views.comparing import FieldChange, ShownRedline
from ssrwiki.features.policies.actions import kinds
from ssrwiki.features.policies.actions.proofs import Proof
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries import versions
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules import numbering
from ssrwiki.features.policies.rules.numbering import Shape
from ssrwiki.foundation.redline import comparison as redlines
from ssrwiki.foundation.redline.comparison import DiffBlock, RowKind


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed."""

    redline: ShownRedline
    fields: Sequence[FieldChange]

    @property
    def has_changes(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.fields) or any(
            block.change != RowKind.SAME for block in self.redline.blocks
        )


def of_versions(
    session: Session, older: Edition, newer: Edition, *, is_only_changes: bool = False
) -> Comparison:
    """Two versions, as printed."""
    found = redlines.compare(
        _printed(versions.clauses(session, older.version)),
        _printed(versions.clauses(session, newer.version)),
        comparing.words(),
    )
    return Comparison(
        comparing.shown(session, found, only_changes=is_only_changes),
        _field_changes(older.title, older.fields, newer.title, newer.fields),
    )


def of_sources(session: Session, document: Document, older: Edition, newer: Edition) -> Comparison:
    """The Markdown of two versions, line by line."""
    old = revisions.revision(session, document, older.revision_number)
    new = revisions.revision(session, document, newer.revision_number)
    found = redlines.compare_source(old.body, new.body, comparing.words())
    changes = _field_changes(older.title, older.fields, newer.title, newer.fields)
    return Comparison(comparing.shown(session, found), changes)


def of_proof(session: Session, latest: Edition, proof: Proof) -> Comparison:
    """What would change if the working text was published now; only the changes."""
    blocks = proof.rendered.blocks
    numbers = numbering.numbers([Shape(block.kind, block.level) for block in blocks])
    found = redlines.compare(
        _printed(versions.clauses(session, latest.version)),
        [
            DiffBlock(block.html, block.text, number, block.container)
            for block, number in zip(blocks, numbers, strict=True)
        ],
        comparing.words(),
    )
    return Comparison(
        comparing.shown(session, found, only_changes=True),
        _field_changes(latest.title, latest.fields, proof.title, proof.fields),
    )


def _printed(rows: Sequence[VersionClause]) -> list[DiffBlock]:
    return [
        DiffBlock(row.html, row.text, row.number, row.container)
        for row in rows
        if not row.is_deleted
    ]


def _field_changes(
    old_title: str,
    old: Mapping[str, str | Sequence[str]],
    new_title: str,
    new: Mapping[str, str | Sequence[str]],
) -> list[FieldChange]:
    title = [FieldChange(_("Title"), old_title, new_title)] if old_title != new_title else []
    changed = [
        FieldChange(_(spec.label), _text(old.get(spec.name, "")), _text(new.get(spec.name, "")))
        for spec in manuscripts.specs(kinds.POLICY)
        if _text(old.get(spec.name, "")) != _text(new.get(spec.name, ""))
    ]
    return [*title, *changed]


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
