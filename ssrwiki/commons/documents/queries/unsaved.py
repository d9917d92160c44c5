"""Reads of what somebody was writing; each person reads their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, UnsavedEdit
from ssrwiki.commons.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form as it stood when its author last paused, begun on revision `base_number`."""

    base_number: int
    kept_at: datetime
    fields: Mapping[str, list[str]]


def place(section: str, document: Document | None) -> str:
    """What an edit is of; all new documents of a section are one place."""
    return document.public_id if document is not None else f"{section}/new"


def own(
    session: Session, *, viewer: Actor, section: str, document: Document | None
) -> Unsaved | None:
    """What the viewer had written here and not saved."""
    row = session.get(UnsavedEdit, (viewer.id, place(section, document)))
    return Unsaved(row.base_number, row.kept_at, json.loads(row.fields)) if row else None
