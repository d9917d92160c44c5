"""What the reading page of any document shows beside its text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import carried, revisions
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the table of contents; pages don't number theirs."""

    level: int
    anchor: str
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic that the document carries."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head revision, ready to be read."""

    revision: Revision
    html: Markup
    contents: Sequence[Entry]
    topics: Sequence[TopicLink]
    may_edit: bool


def column(session: Session, kind: DocumentKind, document: Document) -> Column:
    """The text of the head revision with contents and topics."""
    viewer = current_actor()
    revision = revisions.revision(session, document, document.head_number)
    rendering = loading.current_rendering(session, revision)
    return Column(
        revision=revision,
        html=loading.settled(session, viewer, rendering.html),
        contents=[
            Entry(level - 1, anchor, title)
            for level, anchor, title in json.loads(rendering.contents)
        ],
        topics=topic_links(session, document),
        may_edit=kind.edit.allows(viewer, document),
    )


def topic_links(session: Session, document: Document) -> list[TopicLink]:
    """Themes, then places, of a document, in the reader's language."""
    language = loading.reader_language()
    held = carried.topics(session, document)
    themes = topics.themes(session, held.theme_ids, language)
    found = [places.place(code) for code in held.place_codes]
    return [
        *(TopicLink(theme.name, f"/topics/{theme.slug}") for theme in themes),
        *(TopicLink(places.name(p.code, language), f"/topics/{p.slug}") for p in found),
    ]
