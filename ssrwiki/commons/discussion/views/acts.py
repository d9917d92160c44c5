"""What may be done to one comment, wherever it stands: by its author, and by moderators."""

from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.views import agreed
from ssrwiki.commons.discussion.actions import corrections, moderation
from ssrwiki.commons.discussion.forms import CommentForm, ConfirmForm, HideForm
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.discussion.queries import pieces, settling, threads
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.discussion.views import sending, suggesting
from ssrwiki.commons.documents.forms import RedactForm, WithholdForm
from ssrwiki.commons.documents.permissions import REDACT
from ssrwiki.commons.documents.views import loading, redaction, withholding
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import fresh, needs, signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("comment_acts", __name__, url_prefix="/comments/<public_id>")


@blueprint.route("/edit", methods=["GET", "POST"])
@signed_in
@takes(CommentForm)
@no_store
def edit(public_id: str) -> ResponseReturnValue:
    """Corrects one's own words within 15 minutes."""
    form = CommentForm()

    def act() -> str:
        count_writing()
        draft = sending.draft_of(form)
        located = _own(session(), public_id)
        corrections.edit_within_window(
            session(), actor=current_actor(), located=located, draft=draft
        )
        return located.address

    done = fulfil(form, act)
    if done is not None:
        return done
    located = _shown(public_id, _own)
    if request.method == "GET":
        form.body.data = located.comment.body
        form.kind.data = located.comment.kind
        form.replacement.data = located.comment.replacement
        form.lang.data = located.comment.lang
        form.attribution.data = located.comment.attribution
    page = render_template("discussion/edit.html", form=form, located=located)
    return page, status_of(form)


@blueprint.route("/withdraw", methods=["GET", "POST"])
@signed_in
@no_store
def withdraw(public_id: str) -> ResponseReturnValue:
    """Takes back one's own comment."""
    form = ConfirmForm()

    def act() -> str:
        located = _own(session(), public_id)
        corrections.withdraw(session(), actor=current_actor(), located=located)
        return located.address

    done = fulfil(form, act)
    if done is not None:
        return done
    located = _shown(public_id, _own)
    keeps_answer = settling.has_published_answer(session(), located.comment)
    return _confirm(
        form,
        located,
        title=_("Withdraw this comment?"),
        label=_("Withdraw the comment"),
        will=[
            _("Its words are taken from view, and a line says that its author withdrew it."),
            *([_("The answer to it was published and stays.")] if keeps_answer else []),
            _("Replies to it stay. You can't undo this."),
        ],
    )


@blueprint.route("/withhold", methods=["GET", "POST"])
@signed_in
@no_store
def withhold(public_id: str) -> ResponseReturnValue:
    """Takes one's name off a comment, for good."""
    form = WithholdForm()

    def act() -> str:
        located = _own(session(), public_id)
        corrections.withhold(
            session(),
            actor=current_actor(),
            located=located,
            agreed=agreed(str(form.shown_byline.data or "")),
        )
        return located.address

    done = fulfil(form, act)
    if done is not None:
        return done
    located = _shown(public_id, _own)
    return withholding.page(
        form,
        located.document,
        title=_("Take your name off this comment?"),
        also=_("So do recent changes, and a position that you took with it."),
        back=located.address,
    )


@blueprint.route("/hide", methods=["GET", "POST"])
@needs(MODERATE)
@takes(HideForm)
@no_store
def hide(public_id: str) -> ResponseReturnValue:
    """Takes a comment from view with a listed reason."""
    form = HideForm()

    def act() -> str:
        located = _located(session(), public_id)
        reason = str(form.reason.data)
        moderation.hide(session(), actor=current_actor(), located=located, reason=reason)
        return located.address

    done = fulfil(form, act)
    if done is not None:
        return done
    located = _shown(public_id, _moderated)
    page = render_template(
        "discussion/hide.html",
        form=form,
        located=located,
        said=loading.settled(session(), current_actor(), located.comment.html),
        suggested=suggesting.paragraphs(located.comment.replacement),
    )
    return page, status_of(form)


@blueprint.post("/unhide")
@needs(MODERATE)
def unhide(public_id: str) -> ResponseReturnValue:
    """Shows a hidden comment again."""
    return _at_once(public_id, moderation.unhide)


@blueprint.post("/release")
@needs(MODERATE)
def release(public_id: str) -> ResponseReturnValue:
    """Lets a newcomer's comment out of the queue."""
    return _at_once(public_id, moderation.release)


@blueprint.route("/redact", methods=["GET", "POST"])
@needs(REDACT)
@takes(RedactForm)
@fresh
@no_store
def redact(public_id: str) -> ResponseReturnValue:
    """Empties a comment for ever."""
    form = RedactForm()
    target = Target(pieces.COMMENT, public_id)
    done = fulfil(form, lambda: redaction.carried_out(form, lambda _: target))
    if done is not None:
        return done
    located = _shown(public_id, _redacted)
    return render_template("discussion/redact.html", form=form, located=located), status_of(form)


Act = Callable[..., object]
Load = Callable[[Session, str], Located]


def _at_once(public_id: str, act: Act) -> ResponseReturnValue:
    form = ConfirmForm()

    def run() -> str:
        located = _located(session(), public_id)
        act(session(), actor=current_actor(), located=located)
        return located.address

    return fulfil(form, run) or _confirm(
        form, _shown(public_id, _moderated), title=_("Nothing was changed"), label="", will=[]
    )


def _confirm(
    form: Form, located: Located, *, title: str, label: str, will: list[str]
) -> ResponseReturnValue:
    page = render_template(
        "discussion/confirm.html",
        form=form,
        located=located,
        here=request.path,
        title=title,
        label=label,
        will=will,
    )
    return page, status_of(form)


def _shown(public_id: str, load: Load) -> Located:
    """For the page that comes back: whatever the act had begun is undone first."""
    if request.method == "POST":
        abandon()
    return load(session(), public_id)


def _located(session: Session, public_id: str) -> Located:
    return threads.located(session, viewer=current_actor(), public_id=public_id)


def _own(session: Session, public_id: str) -> Located:
    """One's own comment; another's is as good as absent here."""
    located = _located(session, public_id)
    if not authorship.own(session, actor=current_actor(), contribution_ids=[public_id]):
        raise NotFound
    return located


def _moderated(session: Session, public_id: str) -> Located:
    located = _located(session, public_id)
    access.require(current_actor(), MODERATE, located.document)
    return located


def _redacted(session: Session, public_id: str) -> Located:
    located = _located(session, public_id)
    access.require(current_actor(), REDACT, located.document)
    return located
