"""Extending a round, closing it early, cancelling it; each after a page that shows what follows."""

from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import rounds as actions
from ssrwiki.features.policies.actions import times
from ssrwiki.features.policies.forms.rounds import ExtendForm, ReasonForm
from ssrwiki.features.policies.permissions import RUN_ROUNDS
from ssrwiki.features.policies.queries import answers, rounds
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules.rounds import days_between
from ssrwiki.features.policies.views import weighty
from ssrwiki.features.policies.views.rounds import in_words
from ssrwiki.foundation import access, clock, dates
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("round_changes", __name__, url_prefix="/policies/<slug>/rounds/<int:number>")


@blueprint.route("/extend", methods=["GET", "POST"])
@needs(RUN_ROUNDS)
@takes(ExtendForm)
@no_store
def extend(slug: str, number: int) -> ResponseReturnValue:
    """Moves the close back."""
    form = ExtendForm()

    def act(opened: Session, held: RoundHeld) -> object:
        zone = times.zone(str(form.zone.data or held.round.zone))
        closes_at = times.instant(str(form.closes_at.data), zone, "closes_at")
        return actions.extend(
            opened,
            actor=current_actor(),
            held=held,
            closes_at=closes_at,
            reason=str(form.reason.data),
        )

    def will(_opened: Session, held: RoundHeld) -> list[str]:
        zone = times.zone(str(form.zone.data or held.round.zone))
        closes_at = times.instant(str(form.closes_at.data), zone, "closes_at")
        actions.require_extensible(held, closes_at, str(form.reason.data))
        return [
            _("Comments are taken until %(when)s.", when=in_words(closes_at, zone)),
            _("Who watches this policy is told. The round's page says who extended it, and why."),
        ]

    step = _Step(slug, number, form, "policies/extend.html", _("Extend this round?"), _("Extend"))
    if request.method == "GET":
        held = _held(session(), slug, number)
        local = dates.in_zone(held.round.closes_at, held.round.zone)
        form.zone.data, form.closes_at.data = held.round.zone, f"{local:%Y-%m-%dT%H:%M}"
    return step.answer(act, will)


@blueprint.route("/close", methods=["GET", "POST"])
@needs(RUN_ROUNDS)
@takes(ReasonForm)
@no_store
def close(slug: str, number: int) -> ResponseReturnValue:
    """Closes the round before its time."""
    form = ReasonForm()

    def act(opened: Session, held: RoundHeld) -> object:
        return actions.close_early(
            opened, actor=current_actor(), held=held, reason=str(form.reason.data)
        )

    def will(opened: Session, held: RoundHeld) -> list[str]:
        actions.require_closable(held, str(form.reason.data))
        days = days_between(clock.now(), held.round.closes_at)
        owed = answers.tally(opened, held.thread).point_count
        return [
            _closes(days),
            _owes(owed),
            _("Who watches this policy is told ten minutes after you confirm."),
        ]

    title, label = _("Close this round early?"), _("Close the round")
    return _Step(slug, number, form, "policies/close.html", title, label).answer(act, will)


@blueprint.route("/cancel", methods=["GET", "POST"])
@needs(RUN_ROUNDS)
@takes(ReasonForm)
@no_store
def cancel(slug: str, number: int) -> ResponseReturnValue:
    """Gives the round up."""
    form = ReasonForm()

    def act(opened: Session, held: RoundHeld) -> object:
        return actions.cancel(
            opened, actor=current_actor(), held=held, reason=str(form.reason.data)
        )

    def will(opened: Session, held: RoundHeld) -> list[str]:
        actions.require_cancellable(opened, held, str(form.reason.data))
        return [
            _("The round ends without a response. Nobody has commented in it."),
            _("The policy is a working draft again."),
            _("The round's page says for ever who cancelled it, and why."),
            _("Who watches this policy is told ten minutes after you confirm."),
        ]

    title, label = _("Cancel this round?"), _("Cancel the round")
    return _Step(slug, number, form, "policies/cancel.html", title, label).answer(act, will)


def _closes(days_early: int) -> str:
    if not days_early:
        return _(
            "The round closes at once, less than a day early. Its page says so for ever, with your "
            "name and reason."
        )
    return ngettext(
        "The round closes at once, %(num)s day early. Its page says so for ever, with your "
        "name and reason.",
        "The round closes at once, %(num)s days early. Its page says so for ever, with "
        "your name and reason.",
        days_early,
    )


def _owes(point_count: int) -> str:
    if not point_count:
        return _("No comment is taken any more; nobody has said anything that asks for an answer.")
    return ngettext(
        "No comment is taken any more; %(num)s is owed an answer.",
        "No comment is taken any more; %(num)s are owed an answer.",
        point_count,
    )


Act = Callable[[Session, RoundHeld], object]
Will = Callable[[Session, RoundHeld], list[str]]


class _Step:
    """One of the three acts in its two steps."""

    def __init__(
        self, slug: str, number: int, form: Form, template: str, title: str, label: str
    ) -> None:
        self.slug, self.number, self.form = slug, number, form
        self.template, self.title, self.label = template, title, label

    def answer(self, act: Act, will: Will) -> ResponseReturnValue:
        """The form, the page that shows what follows, or the act."""

        def run() -> str:
            held = self._loaded(session())
            act(session(), held)
            return held.address

        def confirmation(opened: Session) -> str:
            held = self._loaded(opened)
            return render_template(
                "policies/round_confirm.html",
                document=held.document,
                title=self.title,
                label=self.label,
                here=request.path,
                will=will(opened, held),
                carried=weighty.carried(self.form),
            )

        done = (
            fulfil(self.form, run)
            if weighty.is_confirmed()
            else weighty.first_step(self.form, confirmation)
        )
        if done is not None:
            return done
        if request.method == "POST":
            abandon()
        held = self._loaded(session())
        page = render_template(
            self.template,
            form=self.form,
            held=held,
            here=request.path,
            title=self.title,
            has_comments=answers.has_comments(session(), held.thread),
        )
        return page, status_of(self.form)

    def _loaded(self, opened: Session) -> RoundHeld:
        held = _held(opened, self.slug, self.number)
        access.require(current_actor(), RUN_ROUNDS, held.document)
        return held


def _held(opened: Session, slug: str, number: int) -> RoundHeld:
    viewer: Actor = current_actor()
    return rounds.held(opened, viewer=viewer, slug=slug, number=number)
