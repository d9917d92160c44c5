"""Moving a policy on, and ruling on objections."""

from datetime import datetime, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import states as actions
from ssrwiki.features.policies.actions import times
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.forms.states import RulingForm, StateForm
from ssrwiki.features.policies.permissions import MOVE_STATE
from ssrwiki.features.policies.queries import endorsements
from ssrwiki.features.policies.rules import states as rules
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.features.policies.views import heads, rolls, wording
from ssrwiki.foundation import access, clock, dates
from ssrwiki.foundation.web import templating
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.unit_of_work import abandon, session

blueprint = Blueprint("policy_states", __name__, url_prefix="/policies/<slug>")


@blueprint.route("/state", methods=["GET", "POST"])
@needs(MOVE_STATE)
@takes(StateForm)
@no_store
def state(slug: str) -> ResponseReturnValue:
    """Where the policy may go from here, and what stands in its way."""
    form = StateForm()

    def act() -> str:
        document = _document(slug)
        actions.decide(
            session(),
            actor=current_actor(),
            document=document,
            to=str(form.to.data or ""),
            reason=str(form.reason.data or ""),
            call_closes_at=_call_closes_at(form),
        )
        return document.address

    done = fulfil(form, act)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    head = heads.head(session(), viewer=current_actor(), document=_document(slug))
    targets = rules.decisions_from(head.state)
    form.to.choices = [(target.value, wording.move_label(head.state, target)) for target in targets]
    if request.method == "GET":
        _prefill_call(form)
    page = render_template(
        "policies/state.html",
        may_call=PolicyState.FINAL_CALL in targets,
        head=head,
        form=form,
        hints=wording.move_hints(head.state),
        objections=rolls.shown_stands(
            session(), viewer=current_actor(), head=head, stands=head.roll.open_objections
        ),
    )
    return page, status_of(form)


@blueprint.route("/endorsements/<public_id>/ruling", methods=["GET", "POST"])
@needs(MOVE_STATE)
@takes(RulingForm)
@no_store
def ruling(slug: str, public_id: str) -> ResponseReturnValue:
    """A second officer's ruling on an objection."""
    form = RulingForm()

    def act() -> str:
        document = _document(slug)
        actions.rule_on(
            session(),
            actor=current_actor(),
            document=document,
            endorsement_public_id=public_id,
            reason=str(form.reason.data or ""),
        )
        return f"{document.address}/endorsements?at={public_id}#{public_id}"

    done = fulfil(form, act)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    document = _document(slug)
    objection = endorsements.living(session(), document, public_id)
    opened = endorsements.opened_comments(
        session(), viewer=current_actor(), document=document, positions=[objection]
    )
    page = render_template(
        "policies/ruling.html",
        form=form,
        document=document,
        objection=objection,
        words=rolls.said_words(objection, opened.get(objection.comment_id or 0)),
    )
    return page, status_of(form)


def _call_closes_at(form: StateForm) -> datetime | None:
    given = str(form.closes_at.data or "")
    if form.to.data != PolicyState.FINAL_CALL or not given.strip():
        return None
    return times.instant(given, times.zone(str(form.zone.data or templating.zone())), "closes_at")


def _prefill_call(form: StateForm) -> None:
    zone = templating.zone()
    closes = dates.in_zone(clock.now() + rules.SHORTEST_CALL + timedelta(days=1), zone)
    form.zone.data = zone
    form.closes_at.data = f"{closes:%Y-%m-%d}T17:00"


def _document(slug: str) -> Document:
    document = loading.working_document(session(), POLICY, slug)
    access.require(current_actor(), MOVE_STATE, document)
    return document
