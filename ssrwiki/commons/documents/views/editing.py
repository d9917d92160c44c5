"""What all edit forms share: choices, prefilling from a revision, the draft they make."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.authorship.views import agreed
from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES
from ssrwiki.commons.documents.actions.manuscripts import Draft
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import FieldValue
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.views import PREVIEWING, current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Branch
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.web import numbers, throttle
from ssrwiki.foundation.web.unit_of_work import reading


def offer_choices(session: Session, form: EditForm) -> None:
    """Fills in the lists of themes and places, in the reader's language."""
    language = loading.reader_language()
    form.themes.choices = [
        pair for branch in topics.tree(session, language) for pair in _indented(branch, 0)
    ]
    form.group.choices = [
        (group.slug, group.name) for group in people.groups_of(session, current_actor())
    ]
    form.places.choices = list(places.names(language).items())


def fill(form: EditForm, session: Session, document: Document) -> Mapping[str, str | list[str]]:
    """Prefills from the head revision and returns its typed fields for the kind's own form."""
    head = revisions.revision(session, document, document.head_number)
    fields = revisions.fields(head)
    form.title.data, form.body.data, form.lang.data = head.title, head.body, head.lang
    form.audience.data = document.audience
    form.based_on.data = str(head.number)
    form.abstract.data = str(fields.get(ABSTRACT, ""))
    form.themes.data = list(fields.get(THEMES, []))
    form.places.data = list(fields.get(PLACES, []))
    return fields


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


def bylines(session: Session) -> dict[str, Byline]:
    """The exact byline that each attribution gives the actor."""
    return {
        attribution.value: authorship.byline(
            session, actor=current_actor(), attribution=attribution
        )
        for attribution in (Attribution.NAMED, Attribution.ROLE_AND_REGION)
    }


def preview() -> ResponseReturnValue:
    """The text of the form as it would be shown; nothing is saved."""
    throttle.count(PREVIEWING, account=current_actor().handle, is_signed_in=True)
    rendered = markdown.render(request.form.get("body", ""))
    with reading() as session:
        html = loading.settled(session, current_actor(), rendered.html)
    return render_template("documents/preview.html", html=html)


def _indented(branch: Branch, depth: int) -> list[tuple[str, str]]:
    own = (branch.topic.slug, "\u2003" * depth + branch.topic.name)
    return [own, *(pair for below in branch.branches for pair in _indented(below, depth + 1))]
