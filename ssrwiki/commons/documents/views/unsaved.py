"""What one is writing, kept on the server as one types, and given back when one comes again.

Scripts send the form at each pause (`quiet`); without them a button does. `blueprint_of(kind)`
gives a feature these routes, `resume` fills a form with what was kept.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ssrwiki.commons.documents.actions import unsaved as actions
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import EditForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import unsaved as queries
from ssrwiki.commons.documents.queries.unsaved import Unsaved
from ssrwiki.commons.documents.views import editing, loading
from ssrwiki.commons.people.views import PAUSING, current_actor
from ssrwiki.foundation.web import once, throttle
from ssrwiki.foundation.web.forms import see_other
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import session

DROP, QUIET = "drop", "quiet"
_NOT_WRITTEN = frozenset({"csrf_token", once.FIELD, DROP, QUIET})


def blueprint_of(kind: DocumentKind) -> Blueprint:
    """The routes of what is being written, for one kind."""
    blueprint = Blueprint(f"{kind.section}_unsaved", __name__, url_prefix=f"/{kind.section}")

    @blueprint.post("/new/draft")
    @needs(kind.create)
    @takes(EditForm)
    @no_store
    def new() -> ResponseReturnValue:
        """Keeps, or drops, what is to become a new document."""
        throttle.count(PAUSING, account=current_actor().handle, is_signed_in=True)
        return _kept_or_dropped(kind, None, f"/{kind.section}/new")

    @blueprint.post("/<slug>/edit/draft")
    @needs(kind.edit)
    @takes(EditForm)
    @no_store
    def edit(slug: str) -> ResponseReturnValue:
        """Keeps, or drops, an edit that isn't saved yet."""
        throttle.count(PAUSING, account=current_actor().handle, is_signed_in=True)
        document = loading.working_document(session(), kind, slug)
        return _kept_or_dropped(kind, document, f"{document.address}/edit")

    return blueprint


def resume(
    form: EditForm, opened: Session, section: str, document: Document | None
) -> Unsaved | None:
    """Fills a form that was just opened with what its reader hadn't saved.

    None: nothing was kept, or just what the form says; or it comes back with its own words.
    """
    if request.method == "POST":
        return None
    kept = queries.own(opened, viewer=current_actor(), section=section, document=document)
    if kept is None or _says(form, kept):
        return None
    written = MultiDict((name, each) for name, all_ in kept.fields.items() for each in all_)
    form.process(written, data=form.data)
    form.based_on.data = str(kept.base_number)
    return kept


def _kept_or_dropped(
    kind: DocumentKind, document: Document | None, form_address: str
) -> ResponseReturnValue:
    actor = current_actor()
    if DROP in request.form:
        actions.drop(session(), actor=actor, kind=kind, document=document)
        return see_other(form_address)
    fields = {name: values for name, values in request.form.lists() if name not in _NOT_WRITTEN}
    actions.keep(
        session(),
        actor=actor,
        kind=kind,
        document=document,
        base_number=editing.based_on(EditForm()),
        fields=fields,
    )
    return ("", 204) if QUIET in request.form else see_other(form_address)


def _says(form: EditForm, kept: Unsaved) -> bool:
    """Whether title and text of the form are those that were kept."""
    return all(
        _plain(str(form[name].data or "")) == _plain("".join(kept.fields.get(name, [])))
        for name in ("title", "body")
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
