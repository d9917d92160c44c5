"""Rounds: opening one, and the page of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import openings
from ssrwiki.features.policies.actions import rounds as actions
from ssrwiki.features.policies.actions.openings import Opening
from ssrwiki.features.policies.forms.rounds import RoundForm
from ssrwiki.features.policies.models.rounds import RoundChange
from ssrwiki.features.policies.permissions import RUN_ROUNDS
from ssrwiki.features.policies.queries import answers, policies
from ssrwiki.features.policies.queries import rounds as queries
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules import rounds as rules
from ssrwiki.features.policies.views import heads, weighty, wording
from ssrwiki.foundation import access, clock, dates
from ssrwiki.foundation.web import templating
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store, noindex
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs, public
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("rounds", __name__, url_prefix="/policies/<slug>/rounds")

USUAL_DAYS = 30
USUAL_CLOSING_TIME = (17, 0)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(RUN_ROUNDS)
@takes(RoundForm)
@no_store
def new(slug: str) -> ResponseReturnValue:
    """Opens a round, after a page that shows what will happen."""
    form = RoundForm()

    def act() -> str:
        opening = _opening(form)
        document = policies.document(session(), viewer=current_actor(), slug=slug)
        row = actions.open_round(
            session(), actor=current_actor(), document=document, opening=opening
        )
        return f"{document.address}/rounds/{row.number}"

    def confirmation(opened: Session) -> str:
        opening = _opening(form)
        document = policies.document(opened, viewer=current_actor(), slug=slug)
        access.require(current_actor(), RUN_ROUNDS, document)
        policy = policies.policy(opened, document)
        openings.require_possible(opened, document, policy, opening)
        return render_template(
            "policies/round_confirm.html",
            document=document,
            title=_("Open this round of comment?"),
            label=_("Open the round"),
            here=request.path,
            will=_consequences(opening, policy.current_version_number or 0),
            carried=weighty.carried(form),
        )

    done = fulfil(form, act) if weighty.is_confirmed() else weighty.first_step(form, confirmation)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    document = policies.document(session(), viewer=current_actor(), slug=slug)
    access.require(current_actor(), RUN_ROUNDS, document)
    hindrance = openings.missing(session(), document, policies.policy(session(), document))
    if request.method == "GET":
        _prefill(form)
    page = render_template(
        "policies/rounds_new.html", document=document, form=form, hindrance=hindrance
    )
    return page, status_of(form)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and, where the round's clock shows another hour than the reader's, that."""

    at: datetime
    in_its_zone: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words, days included."""

    row: RoundChange
    words: str


@blueprint.get("/<int:number>")
@public
@noindex
def round_page(slug: str, number: int) -> ResponseReturnValue:
    """What is asked, until when, and what was changed about it."""
    viewer = current_actor()
    held = queries.held(session(), viewer=viewer, slug=slug, number=number)
    head = heads.head(session(), viewer=viewer, document=held.document, number=held.version.number)
    tally = answers.tally(session(), held.thread)
    return render_template(
        "policies/round.html",
        head=head,
        held=held,
        state=held.state,
        state_label=wording.ROUND_STATES[held.state],
        is_overdue=rules.is_overdue(held.state, held.round.response_due_on, clock.now().date()),
        opens=_moment(held, held.round.opens_at),
        closes=_moment(held, held.span.ends_at),
        changes=[_shown(row) for row in queries.changes(session(), held.round)],
        tally=tally,
        can_cancel=held.state.is_running and not answers.has_comments(session(), held.thread),
        is_running=held.state.is_running,
    )


def _opening(form: RoundForm) -> Opening:
    return openings.opening(
        opens_at=str(form.opens_at.data or ""),
        closes_at=str(form.closes_at.data or ""),
        zone=str(form.zone.data or templating.zone()),
        question=str(form.question.data or ""),
        response_due_on=str(form.response_due_on.data or ""),
    )


def _prefill(form: RoundForm) -> None:
    zone = templating.zone()
    hour, minute = USUAL_CLOSING_TIME
    closes = (dates.in_zone(clock.now(), zone) + timedelta(days=USUAL_DAYS)).replace(
        hour=hour, minute=minute
    )
    form.zone.data = zone
    form.closes_at.data = f"{closes:%Y-%m-%dT%H:%M}"
    form.response_due_on.data = rules.default_response_due_on(closes).isoformat()


def _consequences(opening: Opening, version_number: int) -> list[str]:
    closes = in_words(opening.closes_at, opening.zone)
    opens_at = opening.opens_at or clock.now()
    days = rules.days_on_calendar(opens_at, opening.closes_at, opening.zone)
    window = (
        ngettext(
            "Version %(version)s takes comments for %(num)s day, until %(closes)s.",
            "Version %(version)s takes comments for %(num)s days, until %(closes)s.",
            days,
            version=version_number,
            closes=closes,
        )
        if days
        else _(
            "Version %(version)s takes comments for less than a day, until %(closes)s.",
            version=version_number,
            closes=closes,
        )
    )
    opens = (
        _("The round opens at once.")
        if opening.opens_at is None
        else _("The round opens on %(when)s.", when=in_words(opening.opens_at, opening.zone))
    )
    return [
        opens,
        window,
        _(
            "Your office owes an answer to every comment by %(day)s.",
            day=dates.day_text(opening.response_due_on, templating.language()),
        ),
        _("Who watches this policy or its topics is told ten minutes after you confirm."),
        _("While the round is open or unanswered, no other version can be published."),
    ]


def in_words(at: datetime, zone: ZoneInfo) -> str:
    """An instant by the clock of the round."""
    return dates.moment_text(at, templating.language(), zone.key)


def _moment(held: RoundHeld, at: datetime) -> Moment:
    zone = dates.zone_named(held.round.zone)
    is_same = at.astimezone(zone).utcoffset() == dates.in_zone(at, templating.zone()).utcoffset()
    return Moment(at, "" if is_same else in_words(at, zone))


def _shown(row: RoundChange) -> ShownChange:
    later = rules.days_between(row.from_closes_at, row.to_closes_at)
    earlier = rules.days_between(row.to_closes_at, row.from_closes_at)
    match row.change:
        case rules.RoundChangeKind.EXTENDED if not later:
            words = _("Extended by less than a day")
        case rules.RoundChangeKind.EXTENDED:
            words = ngettext("Extended by %(num)s day", "Extended by %(num)s days", later)
        case rules.RoundChangeKind.CLOSED_EARLY if not earlier:
            words = _("Closed less than a day early")
        case rules.RoundChangeKind.CLOSED_EARLY:
            words = ngettext("Closed %(num)s day early", "Closed %(num)s days early", earlier)
        case _:
            words = _("Cancelled")
    return ShownChange(row, words)
