"""Policies in search: the published text for its audience, the working text for its units."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import entries, reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries.policies import KIND
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation.feature import Findable, Found
from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.search.port import Entry, Hit, Searchable
from ssrwiki.foundation.words import say

WORKING = "working"

STATUSES = {
    PolicyState.WORKING_DRAFT.value: say("working draft"),
    PolicyState.OPEN_FOR_COMMENT.value: say("open for comment"),
    PolicyState.CLOSED_ANALYSING.value: say("comments being weighed"),
    PolicyState.RESPONSE_PUBLISHED.value: say("response published"),
    PolicyState.FINAL_CALL.value: say("final call"),
    PolicyState.APPROVED.value: say("approved"),
    PolicyState.IN_FORCE.value: say("in force"),
    PolicyState.UNDER_REVIEW.value: say("under review"),
    PolicyState.SUPERSEDED.value: say("superseded"),
    PolicyState.WITHDRAWN.value: say("withdrawn"),
}


def _keys(session: Session) -> Sequence[str]:
    return entries.keys(session, KIND)


def _entries(session: Session, public_ids: Sequence[str]) -> Iterator[Entry]:
    yield from entries.of_heads(session, KIND, public_ids, WORKING)
    yield from _published(session, public_ids)


def _published(session: Session, public_ids: Sequence[str]) -> Iterator[Entry]:
    found = entries.documents(session, KIND, public_ids)
    ids = [document.id for document in found]
    standing = {
        version.document_id: (version, title, lang)
        for version, title, lang in session.execute(
            select(Version, Revision.title, Revision.lang)
            .join(Policy, Policy.document_id == Version.document_id)
            .join(Revision, Revision.id == Version.revision_id)
            .where(Version.document_id.in_(ids), Version.number == Policy.current_version_number)
        )
    }
    texts = _texts(session, [version.id for version, _, _ in standing.values()])
    carrying = entries.subjects(session, ids)
    for document in found:
        if document.id not in standing:
            continue
        version, title, lang = standing[document.id]
        clauses = texts.get(version.id, [])
        field = tags.plain_text(version.field_html)
        words = entries.Words(
            title=title,
            headings="\n".join(clause.text for clause in clauses if clause.kind == "heading"),
            abstract=document.abstract,
            body="\n".join([*(clause.text for clause in clauses), field]),
            lang=lang,
            audience=version.audience,
            updated_at=version.listed_at,
        )
        yield entries.entry(document, words, carrying.get(document.id, entries.NO_SUBJECTS))


def _texts(session: Session, version_ids: Sequence[int]) -> Mapping[int, list[VersionClause]]:
    rows = session.scalars(
        select(VersionClause)
        .where(VersionClause.version_id.in_(version_ids), ~VersionClause.is_deleted)
        .order_by(VersionClause.version_id, VersionClause.ordinal)
    )
    found: dict[int, list[VersionClause]] = {}
    for row in rows:
        found.setdefault(row.version_id, []).append(row)
    return found


def _found(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Sequence[Found]:
    working = [hit for hit in hits if hit.variant == WORKING]
    published = [hit for hit in hits if hit.variant != WORKING]
    found = [*_found_working(session, viewer, working)]
    return [*found, *_found_published(session, viewer, published)]


def _found_working(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Iterator[Found]:
    heads = entries.heads(session, viewer, hits) if hits else {}
    for hit in hits:
        head = heads.get(hit.key)
        if head is not None:
            yield Found(
                hit=hit,
                title=head.title,
                address=f"{head.document.address}/revisions/{head.document.head_number}",
                text=head.text,
                lang=head.lang,
                facts=(say("working text, for your unit only"),),
                revised_on=head.revised_on,
            )


def _found_published(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Iterator[Found]:
    if not hits:
        return
    rows = session.execute(
        select(Document, Version, Revision.title, Revision.lang)
        .join(Policy, Policy.document_id == Document.id)
        .join(
            Version,
            (Version.document_id == Document.id)
            & (Version.number == Policy.current_version_number),
        )
        .join(Revision, Revision.id == Version.revision_id)
        .where(Document.public_id.in_([hit.key for hit in hits]), reach.readable(viewer))
    ).all()
    texts = _texts(session, [version.id for _, version, _, _ in rows])
    by_key = {row.Document.public_id: row for row in rows}
    for hit in hits:
        if hit.key in by_key:
            document, version, title, lang = by_key[hit.key]
            facts = [say("version %(number)s", number=version.number)]
            if document.status in STATUSES:
                facts.append(STATUSES[document.status])
            yield Found(
                hit=hit,
                title=title,
                address=document.address,
                text="\n".join(clause.text for clause in texts.get(version.id, [])),
                lang=lang,
                facts=tuple(facts),
                revised_on=version.listed_at.date(),
            )


SEARCHABLE = Searchable(KIND, _keys, _entries)

FINDABLE = Findable(
    kind=KIND, label=say("Policy"), heading=say("Policies"), found=_found, statuses=STATUSES
)
