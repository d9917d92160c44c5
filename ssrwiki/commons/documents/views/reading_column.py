"""What the reading page of any document shows beside its text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import carried, links, renderings, revisions
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
class Original:
    """What a translation was made from; `is_older` when the original has gone on since."""

    title: str
    language: str
    href: str
    source_number: int
    head_number: int

    @property
    def is_older(self) -> bool:
        """Whether this translation is behind."""
        return self.source_number < self.head_number


@dataclass(frozen=True, slots=True)
class Translation:
    """The same text in another language."""

    language: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head revision, ready to be read."""

    revision: Revision
    html: Markup
    contents: Sequence[Entry]
    topics: Sequence[TopicLink]
    original: Original | None
    translations: Sequence[Translation]
    may_edit: bool


def column(session: Session, kind: DocumentKind, document: Document) -> Column:
    """The text of the head revision with contents and topics."""
    viewer = current_actor()
    revision = revisions.revision(session, document, document.head_number)
    rendering = renderings.current(session, revision)
    others = links.translations(session, viewer=viewer, document=document)
    return Column(
        revision=revision,
        html=loading.settled(session, viewer, rendering.html),
        contents=[
            Entry(level - 1, anchor, title)
            for level, anchor, title in json.loads(rendering.contents)
        ],
        topics=topic_links(session, document, is_working=kind.working_audience is not None),
        original=_original(document, others),
        translations=[
            Translation(other.lang, _language_name(other.lang), other.address)
            for other in others
            if other.id != document.translation_of_id
        ],
        may_edit=kind.edit.allows(viewer, document),
    )


def _original(document: Document, others: Sequence[Document]) -> Original | None:
    found = next((other for other in others if other.id == document.translation_of_id), None)
    if found is None or document.translation_source_number is None:
        return None
    source = document.translation_source_number
    return Original(found.title, found.lang, found.address, source, found.head_number)


def _language_name(code: str) -> str:
    return Locale.parse(code).get_display_name(code) or code


def topic_links(
    session: Session, document: Document, *, is_working: bool = False
) -> list[TopicLink]:
    """Themes, then places, of a document or its working text, in the reader's language."""
    language = loading.reader_language()
    held = carried.topics(session, document, is_working=is_working)
    themes = topics.themes(session, held.theme_ids, language)
    found = [places.place(code) for code in held.place_codes]
    return [
        *(TopicLink(theme.name, f"/topics/{theme.slug}") for theme in themes),
        *(TopicLink(places.name(p.code, language), f"/topics/{p.slug}") for p in found),
    ]
