"""What all edit forms share: beginning from what stands, choices, the draft they make."""

from collections.abc import Mapping
from typing import TypeVar

from flask import request
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.authorship.views import Offered, agreed, offered
from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES
from ssrwiki.commons.documents.actions.manuscripts import Draft
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import known_group_id
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import FieldValue
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Branch
from ssrwiki.foundation import text
from ssrwiki.foundation.web import numbers

FormOfKind = TypeVar("FormOfKind", bound=EditForm)


def begun(form: type[FormOfKind], session: Session, document: Document) -> FormOfKind:
    """The form of a document's head revision; what a request doesn't name stays as it is.

    Only `based_on` isn't taken for granted: a save that doesn't say what it was begun from may
    overwrite somebody's work.
    """
    head = revisions.revision(session, document, document.head_number)
    group_id = known_group_id(current_actor(), document)
    begun_form = form(
        data={
            **revisions.fields(head),
            "title": head.title,
            "body": head.body,
            "lang": head.lang,
            "audience": document.audience,
            "group": people.group_slug(session, group_id) if group_id else "",
        }
    )
    if request.method == "GET":
        begun_form.based_on.data = str(head.number)
    return begun_form


def offer_choices(session: Session, form: EditForm, document: Document | None = None) -> None:
    """Fills in the lists of groups, themes and places, in the reader's language."""
    language = loading.reader_language()
    form.themes.choices = [
        pair for branch in topics.tree(session, language) for pair in _indented(branch, 0)
    ]
    actor = current_actor()
    standing_id = known_group_id(actor, document) if document else None
    form.group.choices = [
        (group.slug, group.name)
        for group in people.groups_of(session, actor, standing_id=standing_id)
    ]
    form.places.choices = sorted(
        places.names(language).items(), key=lambda place: text.slug(place[1])
    )


def draft(form: EditForm, own_fields: Mapping[str, FieldValue] | None = None) -> Draft:
    """The form's values, with the kind's own typed fields."""
    return Draft(
        title=str(form.title.data or ""),
        body=str(form.body.data or ""),
        summary=str(form.summary.data or ""),
        is_minor=bool(form.minor.data),
        attribution=str(form.attribution.data),
        agreed=agreed(str(form.shown_byline.data or "")),
        audience=str(form.audience.data),
        group=str(form.group.data or ""),
        lang=str(form.lang.data),
        fields={
            ABSTRACT: str(form.abstract.data or ""),
            THEMES: tuple(form.themes.data or ()),
            PLACES: tuple(form.places.data or ()),
            **(own_fields or {}),
        },
    )


def based_on(form: EditForm) -> int:
    """The revision that the text was begun from; 0 for a new or a tampered form."""
    return numbers.sent(form.based_on.data)


def bylines(session: Session) -> dict[str, Offered]:
    """The exact byline that each attribution gives the actor."""
    return {
        attribution.value: offered(
            authorship.byline(session, actor=current_actor(), attribution=attribution)
        )
        for attribution in (Attribution.NAMED, Attribution.ROLE_AND_REGION)
    }


def _indented(branch: Branch, depth: int) -> list[tuple[str, str]]:
    own = (branch.topic.slug, "\u2003" * depth + branch.topic.name)
    return [own, *(pair for below in branch.branches for pair in _indented(below, depth + 1))]
