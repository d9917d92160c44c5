"""One's own account: what it says about one, and how pages look."""

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.authorship.wording import TRADES
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.views import current_actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import PlaceKind
from ssrwiki.features.accounts.actions import profile
from ssrwiki.features.accounts.forms import AffiliationForm, DisplayForm
from ssrwiki.features.accounts.views import visits
from ssrwiki.foundation import dates, translation
from ssrwiki.foundation.addresses import is_local
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import languages
from ssrwiki.foundation.web.forms import fulfil, see_other, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import public, signed_in
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import reading, session
from ssrwiki.foundation.words import say

_YEAR = 365 * 24 * 3600

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


@blueprint.route("/account/display", methods=["GET", "POST"])
@public
@takes(DisplayForm)
@no_store
def display() -> ResponseReturnValue:
    """Language, colours, zone: kept with the account, or for guests in cookies."""
    form = DisplayForm()
    offered = languages.offered(current_app.config["SETTINGS"])
    form.language.choices = [(code, translation.own_name(code)) for code in offered]
    if request.method == "GET":
        form.language.data = request.args.get("language", g.language)
        form.theme.data = request.args.get("theme", g.theme)
        form.zone.data = g.zone
        form.next.data = request.args.get("next", "/")
    if form.validate_on_submit():
        zone, language = str(form.zone.data or ""), str(form.language.data)
        try:
            if zone and not dates.is_zone(zone):
                raise Invalid(say("Write a time zone like Africa/Freetown."), "zone")
            if not current_actor().is_guest:
                profile.choose_display(
                    session(), actor=current_actor(), language=language, zone=zone
                )
        except Invalid as error:
            form.take(error)
        else:
            address = str(form.next.data or "/")
            response = see_other(address if is_local(address) else "/")
            for name, value in (
                (languages.COOKIE, language),
                (visits.THEME_COOKIE, str(form.theme.data)),
                (visits.ZONE_COOKIE, zone),
            ):
                response.set_cookie(
                    name,
                    value,
                    max_age=_YEAR,
                    httponly=True,
                    secure=current_app.config["SETTINGS"].is_served_by_https,
                    samesite="Lax",
                )
            return response
    title = _("Language and colours")
    return render_template("accounts/display.html", form=form, title=title), status_of(form)


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
