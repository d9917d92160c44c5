"""Reporting a document or a comment: for anybody signed in who may read it."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.queries import documents, revisions
from ssrwiki.commons.people.views import count_writing, current_actor
from ssrwiki.features.moderation.actions import reporting
from ssrwiki.features.moderation.forms import ReportForm
from ssrwiki.features.moderation.permissions import REPORT
from ssrwiki.features.moderation.queries import subjects
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.views import pieces
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web import numbers
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("reporting", __name__)


@blueprint.route("/<any(pages, policies):section>/<slug>/report", methods=["GET", "POST"])
@needs(REPORT)
@takes(ReportForm)
@no_store
def document(section: str, slug: str) -> ResponseReturnValue:
    """Reports a document, perhaps one of its revisions."""
    number = numbers.asked("revision", 0) or None

    def load() -> Subject:
        found = documents.document(session(), viewer=current_actor(), section=section, slug=slug)
        is_older = number is not None and number != found.head_number
        if not is_older or found.working_audience is not None:
            return Subject(found)
        public_id = revisions.revision(session(), found, number or 0).public_id
        return _readable(public_id)

    return _report(load, number)


@blueprint.route("/moderation/report/<public_id>", methods=["GET", "POST"])
@needs(REPORT)
@takes(ReportForm)
@no_store
def contribution(public_id: str) -> ResponseReturnValue:
    """Reports a comment, wherever it stands."""
    return _report(lambda: _readable(public_id))


def _readable(public_id: str) -> Subject:
    """What can be reported: a page with the words of what was hidden would show them again."""
    found = subjects.readable(session(), viewer=current_actor(), public_id=public_id)
    if not found.can_be_read:
        raise NotFound
    return found


def _report(load: Callable[[], Subject], revision_number: int | None = None) -> ResponseReturnValue:
    form = ReportForm()

    def act() -> str:
        count_writing()
        subject = load()
        reporting.report(
            session(),
            actor=current_actor(),
            subject=subject,
            reason=str(form.reason.data),
            note=str(form.note.data or ""),
            revision_number=revision_number,
        )
        return f"/moderation/reported/{subject.public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    subject = load()
    access.require(current_actor(), REPORT, subject.document)
    page = render_template(
        "moderation/report.html", form=form, exhibit=pieces.exhibit(session(), subject)
    )
    return page, status_of(form)


@blueprint.get("/moderation/reported/<public_id>")
@needs(REPORT)
@no_store
def reported(public_id: str) -> ResponseReturnValue:
    """Says that the report has arrived, and what happens next."""
    subject = subjects.readable(session(), viewer=current_actor(), public_id=public_id)
    return render_template("moderation/reported.html", address=subject.address)
