"""People who wait to be verified, and the page on which a moderator does it."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.features.moderation.actions import standing as actions
from ssrwiki.features.moderation.forms import ROLES, StandingForm
from ssrwiki.features.moderation.permissions import QUEUE, VERIFY
from ssrwiki.features.moderation.queries import people
from ssrwiki.features.moderation.queries.people import Standing
from ssrwiki.features.moderation.views import pieces
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import fresh, needs
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import abandon, session

USUAL_TRUST = timedelta(days=365)

blueprint = Blueprint("standing", __name__, url_prefix="/moderation/people")


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A person's standing in words."""

    handle: str
    name: str
    organisation: str
    work: str
    mail_domain: str
    role: str


@blueprint.get("")
@needs(QUEUE)
@no_store
def unverified() -> ResponseReturnValue:
    """Those who have said where they work, and nobody has looked into it."""
    page = people.unverified(session(), position=loading.position())
    return render_template(
        "moderation/people.html",
        tabs=pieces.tabs(session()),
        page=page,
        rows=[_row(each) for each in page.rows],
    )


@blueprint.route("/<handle>", methods=["GET", "POST"])
@needs(QUEUE)
@takes(StandingForm)
@fresh
@no_store
def one(handle: str) -> ResponseReturnValue:
    """Verifies one person for where they work, until a day, and gives them a role."""
    form = StandingForm()

    def act() -> str:
        found = people.standing(session(), handle)
        actor = current_actor()
        actions.verify(
            session(),
            actor=actor,
            person_id=found.person_id,
            affiliation_id=request.form.get("affiliation", 0, type=int),
            until=form.until.data,
        )
        actions.give_role(
            session(), actor=actor, person_id=found.person_id, role=str(form.role.data)
        )
        return "/moderation/people"

    has_changed = False
    try:
        done = fulfil(form, act)
    except actions.SaidOtherwise as error:
        done, has_changed = None, True
        form.form_errors.append(said(error.message))
    if done is not None:
        return done
    if form.is_submitted():
        abandon()
    found = people.standing(session(), handle)
    access.require(current_actor(), VERIFY, found.person_id)
    if not form.is_submitted():
        form.until.data = found.verified_until or clock.now().date() + USUAL_TRUST
        form.role.data = found.role
    form.affiliation.data = str(found.affiliation_id)
    page = render_template("moderation/person.html", form=form, row=_row(found))
    return page, 409 if has_changed else status_of(form)


def _row(found: Standing) -> StandingRow:
    place = places.name(found.region, loading.reader_language())
    trade = said(TRADES[found.family])
    work = (
        _("%(trade)s, %(place)s, international staff", trade=trade, place=place)
        if found.is_international
        else _("%(trade)s, %(place)s, host-country staff", trade=trade, place=place)
    )
    return StandingRow(
        handle=found.handle,
        name=found.display_name,
        organisation=found.organisation,
        work=work,
        mail_domain=found.mail_domain,
        role=str(ROLES[found.role]),
    )
