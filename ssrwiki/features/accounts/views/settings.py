"""One's own account: what it says about one."""

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import PlaceKind
from ssrwiki.features.accounts.actions import profile
from ssrwiki.features.accounts.forms import AffiliationForm, NameForm
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import signed_in
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import reading, session

blueprint = Blueprint("account", __name__)


@blueprint.get("/account/")
@signed_in
@no_store
def show() -> ResponseReturnValue:
    """What the site knows about the person, with what can be changed."""
    return render_template("accounts/account.html", actor=current_actor())


@blueprint.route("/account/affiliation", methods=["GET", "POST"])
@signed_in
@takes(AffiliationForm)
@no_store
def affiliation() -> ResponseReturnValue:
    """For whom, as what and where one works."""
    form = AffiliationForm()
    _offer(form)
    present = current_actor().affiliation
    if request.method == "GET" and present is not None:
        form.organisation.data = present.organisation_slug
        form.family.data = present.family.value
        form.standing.data = "international" if present.is_international else "host"
        form.region.data = present.region

    def act() -> str:
        profile.affiliate(
            session(),
            actor=current_actor(),
            organisation_slug=str(form.organisation.data),
            family=str(form.family.data),
            is_international=form.standing.data == "international",
            region=str(form.region.data),
        )
        return "/account/"

    done = fulfil(form, act)
    if done is not None:
        return done
    contact = current_app.config["SETTINGS"].contact_address
    page = render_template("accounts/affiliation.html", form=form, contact=contact)
    return page, status_of(form)


@blueprint.route("/account/name", methods=["GET", "POST"])
@signed_in
@takes(NameForm)
@no_store
def rename() -> ResponseReturnValue:
    """Another name for what one signs from now on."""
    form = NameForm()
    actor = current_actor()
    if request.method == "GET":
        form.display_name.data = actor.display_name

    def act() -> str:
        profile.rename(session(), actor=actor, display_name=str(form.display_name.data))
        return "/account/"

    done = fulfil(form, act)
    if done is not None:
        return done
    page = render_template("accounts/name.html", form=form, is_verified=actor.is_verified)
    return page, status_of(form)


def _offer(form: AffiliationForm) -> None:
    """Fills the lists; each begins with a line that stands for no choice yet."""
    with reading() as opened:
        organisations = [(each.slug, each.name) for each in people.organisations(opened)]
    trades = [(family.value, said(word)) for family, word in TRADES.items()]
    countries = [place.code for place in places.all_places() if place.kind == PlaceKind.COUNTRY]
    named = [(code, places.name(code, g.language)) for code in countries]
    nothing_yet = ("", _("Choose…"))
    form.organisation.choices = [nothing_yet, *organisations]
    form.family.choices = [nothing_yet, *trades]
    form.region.choices = [nothing_yet, *sorted(named, key=lambda pair: pair[1])]
