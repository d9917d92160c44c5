"""The past of a document: its history, one revision, two compared, going back, redaction."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.views import agreed
from ssrwiki.commons.documents.actions import saving, withholding
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import (
    HIDING_REASONS,
    RedactRevisionForm,
    RestoreForm,
    WithholdForm,
)
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import REDACT
from ssrwiki.commons.documents.queries import links, pieces, renderings, revisions
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.documents.views import comparing, loading, redaction
from ssrwiki.commons.documents.views import withholding as taking_off
from ssrwiki.commons.documents.views.frames import Frame, MakesFrame
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.pieces import Target
from ssrwiki.foundation.web import numbers
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import fresh, needs, public, signed_in
from ssrwiki.foundation.web.unit_of_work import session


def _is_own(revision: Revision) -> bool:
    own = authorship.own(session(), actor=current_actor(), contribution_ids=[revision.public_id])
    return bool(own)


def _hiding_words(revision: Revision) -> str:
    """Why a moderator has hidden it; "" while it can be read."""
    if revision.hidden_at is None:
        return ""
    return str(HIDING_REASONS[HidingReason(revision.hidden_reason or "")])


def blueprint_of(kind: DocumentKind, frame: MakesFrame | None = None) -> Blueprint:
    """The routes of the past for one kind, below its section; `frame` None: tabs as of a page."""

    def around(document: Document) -> Frame | None:
        return frame(session(), document) if frame is not None else None

    blueprint = Blueprint(f"{kind.section}_past", __name__, url_prefix=f"/{kind.section}/<slug>")

    @blueprint.get("/history")
    @public
    @noindex
    def history(slug: str) -> ResponseReturnValue:
        """Revisions, newest first, two to pick for comparison."""
        document = loading.working_document(session(), kind, slug)
        page = revisions.history(
            session(), viewer=current_actor(), document=document, position=loading.position()
        )
        return render_template(
            "documents/history.html",
            document=document,
            page=page,
            kind=kind,
            unseen=revisions.unseen_ids(session(), current_actor(), page.rows),
            hiding_reasons=HIDING_REASONS,
            frame=around(document),
        )

    @blueprint.get("/revisions/<int:number>")
    @public
    @noindex
    def revision(slug: str, number: int) -> ResponseReturnValue:
        """One state of the text, as it was."""
        document = loading.working_document(session(), kind, slug)
        found = revisions.readable(
            session(), viewer=current_actor(), document=document, number=number
        )
        if revisions.unseen_ids(session(), current_actor(), [found]):
            return render_template(
                "documents/revision_hidden.html",
                document=document,
                revision=found,
                reason=_hiding_words(found),
            )
        rendering = renderings.current(session(), found)
        return render_template(
            "documents/revision.html",
            document=document,
            revision=found,
            html=loading.settled(session(), current_actor(), rendering.html),
            fields=comparing.field_rows(session(), kind, found),
            can_withhold=not found.is_withheld and _is_own(found),
            is_own=_is_own(found),
            hidden_reason=_hiding_words(found),
            frame=around(document),
        )

    @blueprint.route("/revisions/<int:number>/withhold", methods=["GET", "POST"])
    @signed_in
    @no_store
    def withhold(slug: str, number: int) -> ResponseReturnValue:
        """Takes one's name off a revision; another's is as good as absent here."""
        form = WithholdForm()

        def act() -> str:
            document = loading.working_document(session(), kind, slug)
            withholding.withhold(
                session(),
                actor=current_actor(),
                document=document,
                number=number,
                agreed=agreed(str(form.shown_byline.data or "")),
            )
            return f"{document.address}/revisions/{number}"

        done = fulfil(form, act)
        if done is not None:
            return done
        document = loading.working_document(session(), kind, slug)
        if not _is_own(revisions.revision(session(), document, number)):
            raise NotFound
        return taking_off.page(
            form,
            document,
            title=_("Take your name off revision %(number)s?", number=number),
            also=_("So do recent changes and feeds."),
            back=f"{document.address}/revisions/{number}",
        )

    @blueprint.route("/restore", methods=["GET", "POST"])
    @needs(kind.edit)
    @takes(RestoreForm)
    @no_store
    def restore(slug: str) -> ResponseReturnValue:
        """Makes an old revision the newest one."""
        form = RestoreForm(request.values)

        def act() -> str:
            count_writing()
            document = loading.working_document(session(), kind, slug)
            saving.restore(
                session(),
                actor=current_actor(),
                kind=kind,
                document=document,
                number=int(form.revision.data or 0),
                summary=str(form.summary.data or "")
                or _("Restored revision %(number)s.", number=form.revision.data or 0),
            )
            return document.address

        done = fulfil(form, act)
        if done is not None:
            return done
        document = loading.working_document(session(), kind, slug)
        access.require(current_actor(), kind.edit, document)
        page = render_template("documents/restore.html", form=form, document=document)
        return page, status_of(form)

    @blueprint.route("/redact", methods=["GET", "POST"])
    @needs(REDACT)
    @takes(RedactRevisionForm)
    @fresh
    @no_store
    def redact(slug: str) -> ResponseReturnValue:
        """Empties a revision for ever, perhaps with its title."""
        form = RedactRevisionForm(request.values)

        def target(opened: Session) -> Target:
            document = loading.document(opened, kind, slug)
            found = revisions.readable(
                opened,
                viewer=current_actor(),
                document=document,
                number=int(form.revision.data or 0),
            )
            return Target(pieces.REVISION, found.public_id)

        done = fulfil(form, lambda: redaction.carried_out(form, target))
        if done is not None:
            return done
        document = loading.document(session(), kind, slug)
        access.require(current_actor(), REDACT, document)
        page = render_template("documents/redact.html", form=form, document=document)
        return page, status_of(form)

    @blueprint.get("/links")
    @public
    @noindex
    def inbound(slug: str) -> ResponseReturnValue:
        """Which documents link here."""
        document = loading.document(session(), kind, slug)
        found = links.backlinks(session(), viewer=current_actor(), document=document)
        return render_template(
            "documents/links.html", document=document, found=found, frame=around(document)
        )

    return blueprint


def comparison_of(kind: DocumentKind) -> Blueprint:
    """The redline of two revisions, for kinds that have no comparison of their own."""
    blueprint = Blueprint(
        f"{kind.section}_comparison", __name__, url_prefix=f"/{kind.section}/<slug>"
    )

    @blueprint.get("/compare")
    @public
    @noindex
    def compare(slug: str) -> ResponseReturnValue:
        """The rendered redline of two revisions, or with `source` their Markdown."""
        document = loading.working_document(session(), kind, slug)
        newer = numbers.asked("to", document.head_number)
        older = numbers.asked("from", newer - 1)
        if older < 1:
            raise NotFound
        return render_template(
            "documents/compare.html",
            document=document,
            comparison=comparing.comparison(
                session(),
                kind,
                document,
                (older, newer),
                only_changes=request.args.get("show") == "changes",
                is_source=request.args.get("show") == "source",
            ),
        )

    return blueprint
