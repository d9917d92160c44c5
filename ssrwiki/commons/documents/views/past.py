"""The past of a document: its history, one revision, two compared, going back, redaction."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.actions import redacting, saving
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.forms import RedactForm, RestoreForm
from ssrwiki.commons.documents.permissions import REDACT
from ssrwiki.commons.documents.queries import links, revisions
from ssrwiki.commons.documents.views import comparing, loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import session


def blueprint_of(kind: DocumentKind) -> Blueprint:
    """The routes of the past for one kind, below its section."""
    blueprint = Blueprint(f"{kind.section}_past", __name__, url_prefix=f"/{kind.section}/<slug>")

    @blueprint.get("/history")
    @public
    @noindex
    def history(slug: str) -> ResponseReturnValue:
        """Revisions, newest first, two to pick for comparison."""
        document = loading.working_document(session(), kind, slug)
        page = revisions.history(session(), document, position=loading.position())
        return render_template("documents/history.html", document=document, page=page, kind=kind)

    @blueprint.get("/revisions/<int:number>")
    @public
    @noindex
    def revision(slug: str, number: int) -> ResponseReturnValue:
        """One state of the text, as it was."""
        document = loading.working_document(session(), kind, slug)
        found = revisions.revision(session(), document, number)
        rendering = loading.current_rendering(session(), found)
        return render_template(
            "documents/revision.html",
            document=document,
            revision=found,
            html=loading.settled(session(), current_actor(), rendering.html),
            fields=comparing.field_rows(kind, found),
        )

    @blueprint.get("/compare")
    @public
    @noindex
    def compare(slug: str) -> ResponseReturnValue:
        """The rendered redline of two revisions, or with `source` their Markdown."""
        document = loading.working_document(session(), kind, slug)
        newer = request.args.get("to", document.head_number, type=int)
        older = request.args.get("from", newer - 1, type=int)
        if older is None or newer is None or older < 1:
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

    @blueprint.route("/restore", methods=["GET", "POST"])
    @needs(kind.edit)
    def restore(slug: str) -> ResponseReturnValue:
        """Makes an old revision the newest one."""
        form = RestoreForm(request.values)

        def act() -> str:
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
        return render_template("documents/restore.html", form=form, document=document), status_of(
            form
        )

    @blueprint.route("/redact", methods=["GET", "POST"])
    @needs(REDACT)
    def redact(slug: str) -> ResponseReturnValue:
        """Empties a revision for ever."""
        form = RedactForm(request.values)

        def act() -> str:
            document = loading.document(session(), kind, slug)
            redacting.redact(
                session(),
                actor=current_actor(),
                kind=kind,
                document=document,
                number=int(form.revision.data or 0),
                reason=str(form.reason.data),
            )
            return f"{document.address}/revisions/{form.revision.data}"

        done = fulfil(form, act)
        if done is not None:
            return done
        document = loading.document(session(), kind, slug)
        return render_template("documents/redact.html", form=form, document=document), status_of(
            form
        )

    @blueprint.get("/links")
    @public
    @noindex
    def inbound(slug: str) -> ResponseReturnValue:
        """Which documents link here."""
        document = loading.document(session(), kind, slug)
        found = links.backlinks(session(), viewer=current_actor(), document=document)
        return render_template("documents/links.html", document=document, found=found)

    return blueprint
