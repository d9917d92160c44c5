"""The HTML of published versions, by the present renderer.

What was published stays: words, numbers, identities and places of clauses. Only the markup around
the words is made again, from the revision that was printed. Where the present renderer cuts that
text otherwise, a clause keeps the markup it has, cleaned once more.
"""

import json
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.documents.models import Revision
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.markup import markdown, sanitise
from ssrwiki.foundation.markup.blocks import Block
from ssrwiki.foundation.stored_html import HtmlTable

FIELD = "field"
"""The typed field *How it works in the field*, which is Markdown."""
FIELD_PREFIX = "f-"
"""Ids of it, so that its notes and headings don't meet the text's."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What a version prints below its clauses."""

    field_html: str
    footnotes_html: str


@dataclass(frozen=True, slots=True)
class _Living:
    """A clause as it is found again in its text: by its words, and what they are."""

    clause_id: str
    kind: str
    level: int
    container: str
    text: str


def clauses(session: Session, rows: Sequence[VersionClause]) -> Sequence[VersionClause]:
    """The clauses with HTML to be served."""
    return stored_html.fresh(session, CLAUSES, rows)


def foot(session: Session, version: Version) -> Foot:
    """The rest of the version's HTML, to be served."""
    if version.is_outdated:
        return _feet(session, [version])[0]
    return Foot(version.field_html, version.footnotes_html)


def _feet(session: Session, versions: Sequence[Version]) -> list[Foot]:
    rows = session.execute(
        select(Version.id, Revision.body, Revision.fields)
        .join(Revision, Revision.id == Version.revision_id)
        .where(Version.id.in_([version.id for version in versions]))
    )
    made = {
        version_id: Foot(
            _field_html(str(json.loads(fields).get(FIELD, ""))),
            markdown.render_again(body).footnotes_html,
        )
        for version_id, body, fields in rows
    }
    return [
        made[version.id] if version.redacted_at is None else Foot("", "") for version in versions
    ]


def _field_html(text: str) -> str:
    return markdown.render_again(text, heading_prefix=FIELD_PREFIX).html if text else ""


def _render_versions(session: Session, rows: Sequence[Version]) -> list[tuple[str, ...]]:
    return [(made.field_html, made.footnotes_html) for made in _feet(session, rows)]


def _render_clauses(session: Session, rows: Sequence[VersionClause]) -> list[tuple[str, ...]]:
    former = _former_versions(session, {row.version_id for row in rows if row.is_deleted})
    homes = [former[row.version_id] if row.is_deleted else row.version_id for row in rows]
    printed = _printed(session, set(homes))
    return [
        ("" if row.redacted_at else printed[home].get(row.clause_id) or sanitise.clean(row.html),)
        for row, home in zip(rows, homes, strict=True)
    ]


def _former_versions(session: Session, version_ids: Collection[int]) -> Mapping[int, int]:
    """By version the one before, in which the clauses still stood that are tombstones in it."""
    if not version_ids:
        return {}
    former = aliased(Version)
    rows = session.execute(
        select(Version.id, former.id)
        .join(
            former,
            (former.document_id == Version.document_id) & (former.number == Version.number - 1),
        )
        .where(Version.id.in_(version_ids))
    )
    return dict(rows.all())


def _printed(session: Session, version_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """By version and clause, the HTML of all that the present renderer finds again."""
    living = defaultdict[int, list[_Living]](list)
    for version_id, clause_id, kind, level, container, text in session.execute(
        select(
            VersionClause.version_id,
            VersionClause.clause_id,
            VersionClause.kind,
            VersionClause.level,
            VersionClause.container,
            VersionClause.text,
        )
        .where(VersionClause.version_id.in_(version_ids), ~VersionClause.is_deleted)
        .order_by(VersionClause.version_id, VersionClause.ordinal)
    ):
        living[version_id].append(_Living(clause_id, kind, level, container, text))
    bodies = session.execute(
        select(Version.id, Revision.body)
        .join(Revision, Revision.id == Version.revision_id)
        .where(Version.id.in_(version_ids))
    )
    return {
        version_id: _found_again(living[version_id], markdown.render_again(body).blocks)
        for version_id, body in bodies
    }


def _found_again(living: Sequence[_Living], blocks: Sequence[Block]) -> Mapping[str, str]:
    """HTML by clause: the same words as the same thing; of several alike, in their order."""
    alike = defaultdict[tuple[str, int, str, str], deque[str]](deque)
    for block in blocks:
        alike[block.kind, block.level, block.container, block.text].append(block.html)
    found = {}
    for clause in living:
        waiting = alike[clause.kind, clause.level, clause.container, clause.text]
        if waiting:
            found[clause.clause_id] = waiting.popleft()
    return found


CLAUSES = HtmlTable(VersionClause, ("html",), _render_clauses)
VERSIONS = HtmlTable(Version, ("field_html", "footnotes_html"), _render_versions)
