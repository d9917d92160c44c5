"""Appeals: the author's page, the list, and the second look."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.moderation.actions import appealing
from ssrwiki.features.moderation.forms import AppealForm, DecideAppealForm
from ssrwiki.features.moderation.models import Appeal
from ssrwiki.features.moderation.permissions import LOOK_AGAIN, QUEUE
from ssrwiki.features.moderation.queries import queue, subjects
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.features.moderation.rules import AppealOutcome
from ssrwiki.features.moderation.views import pieces
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, signed_in
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("appeals", __name__, url_prefix="/moderation")


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in the list."""

    href: str
    title: str
    on: date
    outcome: str


@blueprint.route("/appeal/<public_id>", methods=["GET", "POST"])
@signed_in
@takes(AppealForm)
@no_store
def appeal(public_id: str) -> ResponseReturnValue:
    """The author of what was hidden asks for a second look; for others there is nothing here."""
    form = AppealForm()

    def act() -> str:
        subject, hiding = _hidden(public_id)
        made = appealing.appeal(
            session(),
            actor=current_actor(),
            subject=subject,
            hiding=hiding,
            words=str(form.text.data),
        )
        return f"/moderation/appeals/{made.public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    subject, hiding = _hidden(public_id)
    page = render_template(
        "moderation/appeal.html",
        form=form,
        title=subject.document.title,
        reason=pieces.reason_words(subject.hidden_reason),
        standing=appealing.appeal_against(session(), hiding),
    )
    return page, status_of(form)


@blueprint.get("/appeals")
@needs(QUEUE)
@no_store
def appeals() -> ResponseReturnValue:
    """Appeals that wait, or with `show=decided` those with an outcome."""
    is_decided = request.args.get("show") == "decided"
    page = queue.appeals(
        session(),
        moderator=current_actor(),
        is_decided=is_decided,
        position=loading.position(),
    )
    titles = queue.titles(session(), [each.document_id for each in page.rows])
    return render_template(
        "moderation/appeals.html",
        tabs=pieces.tabs(session()),
        page=page,
        rows=[_row(each, titles) for each in page.rows],
        is_decided=is_decided,
    )


@blueprint.route("/appeals/<public_id>", methods=["GET", "POST"])
@signed_in
@takes(DecideAppealForm)
@no_store
def second_look(public_id: str) -> ResponseReturnValue:
    """For its author what became of the appeal; for a second moderator the decision."""
    form = DecideAppealForm()

    def act() -> str:
        found, subject = _of(public_id)
        appealing.decide_appeal(
            session(),
            actor=current_actor(),
            appeal=found,
            subject=subject,
            outcome=str(form.outcome.data),
            explanation=str(form.explanation.data),
        )
        return f"/moderation/appeals/{public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    found, subject = _of(public_id)
    look = appealing.second_look(session(), current_actor(), found, subject)
    if look.has_written_it:
        return render_template("moderation/appealed.html", appeal=found, words=_outcome(found))
    if not current_actor().is_moderator:
        raise NotFound
    access.require(current_actor(), LOOK_AGAIN, look)
    page = render_template(
        "moderation/second_look.html",
        form=form,
        appeal=found,
        exhibit=pieces.exhibit(session(), subject),
        words=_outcome(found),
    )
    return page, status_of(form)


def _hidden(public_id: str) -> tuple[Subject, Activity]:
    """What is hidden and by which act, for its author alone."""
    subject = subjects.subject(session(), public_id)
    hiding = subjects.hiding_of(session(), subject)
    if hiding is None or not appealing.is_author(session(), current_actor(), hiding):
        raise NotFound
    return subject, hiding


def _of(public_id: str) -> tuple[Appeal, Subject]:
    found = queue.appeal(session(), public_id)
    return found, subjects.subject(session(), found.subject_id)


def _row(appeal: Appeal, titles: dict[int, str]) -> AppealRow:
    return AppealRow(
        href=f"/moderation/appeals/{appeal.public_id}",
        title=titles[appeal.document_id],
        on=appeal.listed_at.date(),
        outcome=_outcome(appeal),
    )


def _outcome(appeal: Appeal) -> str:
    match appeal.outcome:
        case None:
            return _("It waits for a second moderator.")
        case AppealOutcome.RESTORED:
            return _("It is shown again.")
        case _:
            return _("It stays hidden.")
