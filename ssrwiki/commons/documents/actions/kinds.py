"""What a feature declares about its kind of document."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.rules import Audience, Fields, FieldSpec
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.words import Message

THEMES = "themes"
PLACES = "places"
ABSTRACT = "abstract"


Names = Mapping[str, str | Message]
"""What the values of a typed field are called, by value; others stand for themselves."""


def _no_names(_session: Session, _field: str, _values: Collection[str], _language: str) -> Names:
    """For kinds whose fields hold words."""
    return {}


def _project_nothing(_session: Session, _document: Document, _fields: Fields) -> None:
    """For kinds without tables of their own."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind: its words in code and address, its typed fields, and who may write.

    `project` copies typed fields into the feature's own tables in the saving transaction.
    `names` says what the values of a field are called in a language.
    `working_audience` set means that saving is not publishing.
    """

    name: str
    section: str
    create: Permission[Actor, None]
    edit: Permission[Actor, Document]
    fields: tuple[FieldSpec, ...] = ()
    working_audience: Audience | None = None
    project: Callable[[Session, Document, Fields], None] = _project_nothing
    names: Callable[[Session, str, Collection[str], str], Names] = _no_names
