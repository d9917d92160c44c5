"""The queue: what newcomers wrote, and what was reported, with its outcome."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.documents.permissions import Submission
from ssrwiki.commons.documents.queries import holding
from ssrwiki.commons.documents.rules import HeldState
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.moderation.actions import reporting
from ssrwiki.features.moderation.actions.reporting import Decision
from ssrwiki.features.moderation.forms import DecideForm
from ssrwiki.features.moderation.models import Report
from ssrwiki.features.moderation.permissions import DECIDE, QUEUE
from ssrwiki.features.moderation.queries import queue, subjects
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.rules import ReportOutcome
from ssrwiki.features.moderation.views import pieces
from ssrwiki.features.moderation.views.pieces import Exhibit
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, session

DECIDED = "decided"

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A newcomer's comment that waits."""

    public_id: str
    exhibit: Exhibit


@dataclass(frozen=True, slots=True)
class EditRow:
    """A newcomer's edit that waits; `is_new` would make a new page."""

    href: str
    title: str
    lang: str
    on: date
    is_new: bool
    is_appealed: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list."""

    href: str
    title: str
    reason: str
    on: date
    outcome: str


@blueprint.get("/")
@needs(QUEUE)
@no_store
def held() -> ResponseReturnValue:
    """Newcomers' first comments, and those with links."""
    page = queue.held(session(), moderator=current_actor(), position=loading.position())
    return render_template(
        "moderation/held.html",
        tabs=pieces.tabs(session()),
        page=page,
        rows=[_held_row(each) for each in page.rows],
    )


@blueprint.get("/edits")
@needs(QUEUE)
@no_store
def edits() -> ResponseReturnValue:
    """Newcomers' first edits, and those that add links."""
    page = holding.waiting(session(), moderator=current_actor(), position=loading.position())
    return render_template(
        "moderation/edits.html",
        tabs=pieces.tabs(session()),
        page=page,
        rows=[_edit_row(each) for each in page.rows],
    )


@blueprint.get("/reports")
@needs(QUEUE)
@no_store
def reports() -> ResponseReturnValue:
    """Reports that wait, or with `show=decided` those with an outcome."""
    is_decided = request.args.get("show") == DECIDED
    page = queue.reports(
        session(),
        moderator=current_actor(),
        is_decided=is_decided,
        position=loading.position(),
    )
    titles = queue.titles(session(), [report.document_id for report in page.rows])
    return render_template(
        "moderation/reports.html",
        tabs=pieces.tabs(session()),
        page=page,
        rows=[_row(report, titles) for report in page.rows],
        is_decided=is_decided,
    )


@blueprint.route("/reports/<public_id>", methods=["GET", "POST"])
@signed_in
@takes(DecideForm)
@no_store
def report(public_id: str) -> ResponseReturnValue:
    """For moderators the decision; for whoever reported, what became of it."""
    form = DecideForm()

    def act() -> str:
        _found, subject = _judged(public_id)
        decision = Decision(
            str(form.outcome.data), str(form.reason.data or ""), str(form.explanation.data or "")
        )
        reporting.decide(session(), actor=current_actor(), subject=subject, decision=decision)
        return f"/moderation/reports/{public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    found = queue.report(session(), public_id)
    own = authorship.own(session(), actor=current_actor(), contribution_ids=[public_id])
    if own and not current_actor().is_moderator:
        return render_template("moderation/outcome.html", report=found, words=_outcome(found))
    found, subject = _judged(public_id)
    if not form.is_submitted():
        form.reason.data = found.reason
    page = render_template(
        "moderation/decide.html",
        form=form,
        report=found,
        reason=pieces.reason_words(found.reason),
        exhibit=pieces.exhibit(session(), subject),
        words=_outcome(found),
    )
    return page, status_of(form)


def _judged(public_id: str) -> tuple[Report, Subject]:
    """A report with its subject, for who may decide on it; for all others it isn't there."""
    found = queue.report(session(), public_id)
    subject = subjects.subject(session(), found.subject_id)
    if not current_actor().is_moderator:
        raise NotFound
    access.require(current_actor(), DECIDE, subject.document)
    return found, subject


def _held_row(located: Located) -> HeldRow:
    subject = Subject(located.document, located)
    return HeldRow(located.comment.public_id, pieces.exhibit(session(), subject))


def _edit_row(submission: Submission) -> EditRow:
    held = submission.held
    return EditRow(
        href=held.address,
        title=held.title,
        lang=held.lang,
        on=held.listed_at.date(),
        is_new=submission.document is None,
        is_appealed=held.state is HeldState.APPEALED,
    )


def _row(report: Report, titles: dict[int, str]) -> ReportRow:
    return ReportRow(
        href=f"/moderation/reports/{report.public_id}",
        title=titles[report.document_id],
        reason=pieces.reason_words(report.reason),
        on=report.listed_at.date(),
        outcome=_outcome(report),
    )


def _outcome(report: Report) -> str:
    match report.outcome:
        case None:
            return _("It waits for a moderator.")
        case ReportOutcome.HIDDEN:
            return _("A moderator has hidden it.")
        case _:
            return _("A moderator has looked at it, and it stays.")
