"""Hiding and redacting whatever people say that has no page of its own for it."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.forms import ConfirmForm, HideForm
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.documents.forms import RedactForm
from ssrwiki.commons.documents.permissions import REDACT, can_read_piece
from ssrwiki.commons.documents.queries import pieces as queries
from ssrwiki.commons.documents.views import redaction
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.moderation.actions import contributions
from ssrwiki.features.moderation.permissions import QUEUE
from ssrwiki.features.moderation.queries import redactions, subjects
from ssrwiki.features.moderation.queries.redactions import Echo
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.views import pieces
from ssrwiki.foundation import access, feature
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import fresh, needs
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("contributions", __name__, url_prefix="/moderation")


@dataclass(frozen=True, slots=True)
class EchoRow:
    """Something that shares words with what was redacted; `href` "" where one may not read it."""

    label: str
    title: str
    lang: str
    href: str
    redact_href: str


@blueprint.route("/hide/<public_id>", methods=["GET", "POST"])
@needs(MODERATE)
@takes(HideForm)
@no_store
def hide(public_id: str) -> ResponseReturnValue:
    """Takes the words of a position from view with a listed reason."""
    form = HideForm()

    def act() -> str:
        subject = _subject(session(), public_id)
        contributions.hide(
            session(), actor=current_actor(), subject=subject, reason=str(form.reason.data)
        )
        return subject.address

    return fulfil(form, act) or _hide_page(form, public_id)


@blueprint.post("/unhide/<public_id>")
@needs(MODERATE)
def unhide(public_id: str) -> ResponseReturnValue:
    """Shows them again."""
    form = ConfirmForm()

    def act() -> str:
        subject = _subject(session(), public_id)
        contributions.unhide(session(), actor=current_actor(), subject=subject)
        return subject.address

    return fulfil(form, act) or _hide_page(HideForm(formdata=None), public_id)


@blueprint.route("/redact/<public_id>", methods=["GET", "POST"])
@needs(REDACT)
@takes(RedactForm)
@fresh
@no_store
def redact(public_id: str) -> ResponseReturnValue:
    """Empties a contribution of any kind for ever."""
    form = RedactForm()

    def target(opened: Session) -> Target:
        return queries.of_any_kind(opened, public_id).target

    done = fulfil(form, lambda: redaction.carried_out(form, target))
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    piece = queries.of_any_kind(session(), public_id)
    document = queries.document_of(session(), piece)
    if not can_read_piece(current_actor(), document, piece):
        raise NotFound
    access.require(current_actor(), REDACT, document)
    page = render_template(
        "moderation/redact.html",
        form=form,
        here=request.path,
        exhibit=pieces.exhibit(session(), Subject(document, piece=piece)),
    )
    return page, status_of(form)


@blueprint.get("/redactions/<public_id>")
@needs(QUEUE)
@no_store
def echoes(public_id: str) -> ResponseReturnValue:
    """After a redaction: what shares words with it and was left as it is."""
    found = redactions.echoes(session(), moderator=current_actor(), public_id=public_id)
    return render_template(
        "moderation/echoes.html",
        tabs=pieces.tabs(session()),
        rows=[_row(session(), echo) for echo in found],
    )


def _row(session: Session, echo: Echo) -> EchoRow:
    return EchoRow(
        label=said(feature.redactables(session)[echo.piece.target.kind].label),
        title=echo.document.title,
        lang=echo.document.lang,
        href=echo.piece.address if echo.is_readable else "",
        redact_href=pieces.redact_href(echo.piece),
    )


def _subject(session: Session, public_id: str) -> Subject:
    piece = subjects.contribution(session, public_id)
    document = queries.document_of(session, piece)
    if not can_read_piece(current_actor(), document, piece):
        raise NotFound
    return Subject(document, piece=piece)


def _hide_page(form: HideForm, public_id: str) -> ResponseReturnValue:
    if request.method == "POST":
        abandon()
    subject = _subject(session(), public_id)
    access.require(current_actor(), MODERATE, subject.document)
    page = render_template(
        "moderation/hide.html",
        form=form,
        public_id=public_id,
        exhibit=pieces.exhibit(session(), subject),
    )
    return page, status_of(form)
