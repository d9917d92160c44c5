"""Pages around the form of a document: the form itself, its preview, a save that came too late.

Each kind has the form in a template of its own, so that all three pages give back every field as
it was sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries.unsaved import Unsaved
from ssrwiki.commons.documents.views import conflicts, editing, loading
from ssrwiki.commons.people.views import PREVIEWING, current_actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import Conflict
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.unit_of_work import abandon, session


@dataclass(frozen=True, slots=True)
class Desk:
    """A form being written in: of a kind, with its page and the part of that which is the form.

    `slug` "": it would make a document that isn't there yet. `kept`: what the form was filled
    with, since its writer hadn't saved it.
    """

    kind: DocumentKind
    form: EditForm
    page: str
    part: str
    slug: str = ""
    kept: Unsaved | None = None


def written(desk: Desk, act: Callable[[], str]) -> ResponseReturnValue:
    """Where the save leads; or the form, again after a refusal, or after a conflict with both."""
    try:
        done = fulfil(desk.form, act)
    except Conflict:
        abandon()
        return _overtaken(desk)
    if done is not None:
        return done
    abandon()
    return _page(desk, desk.page)


def previewed(desk: Desk) -> ResponseReturnValue:
    """The text of the form as it would be shown, and the form again; nothing is saved."""
    throttle.count(PREVIEWING, account=current_actor().handle, is_signed_in=True)
    rendered = markdown.render(str(desk.form.body.data or ""))
    abandon()
    return _page(
        desk,
        "documents/preview.html",
        html=loading.settled(session(), current_actor(), rendered.html),
        # The live preview asks every few words, and takes nothing but the text.
        has_form=request.headers.get("Sec-Fetch-Dest") != "empty",
    )


def _overtaken(desk: Desk) -> ResponseReturnValue:
    document = loading.working_document(session(), desk.kind, desk.slug)
    overtaken = conflicts.overtaken(session(), desk.kind, document, desk.form)
    page, _status = _page(
        desk,
        "documents/conflict.html",
        overtaken=overtaken,
        save_label=_("Save over revision %(number)s", number=overtaken.latest.number),
    )
    return page, 409


def _page(desk: Desk, template: str, **values: object) -> tuple[str, int]:
    document = _document(desk)
    address = document.address if document is not None else ""
    editing.offer_choices(session(), desk.form, document)
    page = render_template(
        template,
        form=desk.form,
        form_template=desk.part,
        document=document,
        section=desk.kind.section,
        address=address,
        here=f"{address}/edit" if address else f"/{desk.kind.section}/new",
        kept=desk.kept,
        bylines=editing.bylines(session()),
        **{"save_label": "", **values},
    )
    return page, status_of(desk.form)


def _document(desk: Desk) -> Document | None:
    if not desk.slug:
        return None
    document = loading.working_document(session(), desk.kind, desk.slug)
    access.require(current_actor(), desk.kind.edit, document)
    return document
