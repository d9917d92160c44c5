"""What search keeps of documents, and what it shows of the hits that it finds again.

A kind whose saves are seen at once has one entry a document: `of_heads`. A kind that publishes
calls it for the working text with a variant, and builds the published one with `entry`.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document, Rendering, Revision
from ssrwiki.commons.documents.queries import carried, reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.topics import queries as topics
from ssrwiki.foundation.search.port import Entry, Hit
from ssrwiki.foundation.search.snippets import MOST_SCANNED

_NO_CONTENTS = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one text of a document says, and to whom; `audience` as in `rules.Audience`."""

    title: str
    headings: str = ""
    abstract: str = ""
    body: str
    lang: str
    audience: str
    updated_at: datetime
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Slugs of the themes and places a document carries, and of all that hold them."""

    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


NO_SUBJECTS = Subjects()


def keys(session: Session, kind: str) -> Sequence[str]:
    """Public ids of all documents of a kind, hidden ones too: those give no entries."""
    return session.scalars(
        select(Document.public_id).where(Document.kind == kind).order_by(Document.id)
    ).all()


def documents(session: Session, kind: str, public_ids: Sequence[str]) -> Sequence[Document]:
    """Those of the documents that aren't hidden, with their owners."""
    return session.scalars(
        select(Document)
        .where(
            Document.kind == kind,
            Document.public_id.in_(public_ids),
            Document.hidden_at.is_(None),
        )
        .options(selectinload(Document.owners))
        .order_by(Document.id)
    ).all()


def of_heads(
    session: Session, kind: str, public_ids: Sequence[str], variant: str = ""
) -> Iterator[Entry]:
    """Entries of head revisions, for those who may read the working text."""
    found = documents(session, kind, public_ids)
    rows = session.execute(
        select(Revision, Rendering.plain, Rendering.contents)
        .join(Document, Document.id == Revision.document_id)
        .outerjoin(Rendering, Rendering.revision_id == Revision.id)
        .where(
            Document.id.in_([document.id for document in found]),
            Revision.number == Document.head_number,
        )
    )
    texts = {revision.document_id: (revision, plain, toc) for revision, plain, toc in rows}
    carrying = subjects(session, [document.id for document in found], is_working=bool(variant))
    for document in found:
        revision, plain, contents = texts[document.id]
        words = Words(
            title=revision.title,
            headings=headings(contents or _NO_CONTENTS),
            abstract=str(json.loads(revision.fields).get("abstract", "")),
            body=revision.body if plain is None else plain,
            lang=revision.lang,
            audience=document.working_audience or document.audience,
            updated_at=revision.listed_at,
            variant=variant,
        )
        yield entry(document, words, carrying.get(document.id, NO_SUBJECTS))


def entry(document: Document, words: Words, subjects: Subjects) -> Entry:
    """One text of a document as the index keeps it."""
    return Entry(
        kind=document.kind,
        key=document.public_id,
        variant=words.variant,
        title=words.title,
        headings=words.headings,
        abstract=words.abstract,
        body=words.body,
        lang=words.lang,
        status=document.status,
        topics=subjects.topics,
        regions=subjects.regions,
        readers=reach.tokens_for(document, words.audience),
        updated_at=words.updated_at,
    )


def headings(contents: str) -> str:
    """The words of the headings in a rendering's `contents`, one a line."""
    return "\n".join(title for _level, _anchor, title in json.loads(contents))


def subjects(
    session: Session, document_ids: Collection[int], *, is_working: bool = False
) -> Mapping[int, Subjects]:
    """By document; absent for one that carries nothing."""
    held = carried.topics_of(session, document_ids, is_working=is_working)
    chains = topics.theme_chains(session)
    return {
        document_id: Subjects(
            _merged(chains[theme_id] for theme_id in each.theme_ids),
            _merged(topics.place_chain(code) for code in each.place_codes),
        )
        for document_id, each in held.items()
    }


def _merged(chains: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({slug for chain in chains for slug in chain}))


@dataclass(frozen=True, slots=True)
class Head:
    """The head revision behind a hit; `text` is as much of it as a snippet is looked for in."""

    document: Document
    title: str
    lang: str
    text: str
    revised_on: date


def heads(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Mapping[str, Head]:
    """By key, those hits whose working text the viewer may read now, in one statement."""
    rows = session.execute(
        select(
            Document,
            Revision.title,
            Revision.lang,
            Revision.listed_at,
            func.substr(func.coalesce(Rendering.plain, Revision.body), 1, MOST_SCANNED),
        )
        .join(Revision, Revision.document_id == Document.id)
        .outerjoin(Rendering, Rendering.revision_id == Revision.id)
        .where(
            Document.public_id.in_([hit.key for hit in hits]),
            Revision.number == Document.head_number,
            reach.working_text_readable(viewer),
        )
    )
    return {
        document.public_id: Head(document, title, lang, text, listed_at.date())
        for document, title, lang, listed_at, text in rows
    }
