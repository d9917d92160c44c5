"""How pages look and speak: language, colours, time zone; of members and of guests."""

from urllib.parse import urlencode

from flask import Blueprint, current_app, g, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.accounts.actions import profile
from ssrwiki.features.accounts.forms import DisplayForm
from ssrwiki.features.accounts.views import onward, visits
from ssrwiki.foundation import dates, translation
from ssrwiki.foundation.web import languages
from ssrwiki.foundation.web.forms import fulfil, see_other, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.origin import is_from_here
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

_YEAR = 365 * 24 * 3600

blueprint = Blueprint("display", __name__, url_prefix="/account/display")


@blueprint.route("", methods=["GET", "POST"])
@public
@takes(DisplayForm)
@no_store
def choose() -> ResponseReturnValue:
    """Kept with the account, or for guests in cookies."""
    form = DisplayForm()
    form.language.choices = [(code, translation.own_name(code)) for code in _languages()]
    form.zone.choices = [(zone, zone.replace("_", " ")) for zone in dates.zones(g.zone)]
    form.next.data = address = onward.wanted()
    if request.method == "GET":
        form.language.data = request.args.get("language", g.language)
        form.theme.data = request.args.get("theme", g.theme)
        form.zone.data = g.zone

    def act() -> str:
        if not current_actor().is_guest:
            profile.choose_display(
                session(),
                actor=current_actor(),
                language=str(form.language.data),
                zone=str(form.zone.data or ""),
            )
        return address

    done = fulfil(form, act)
    if done is None:
        return render_template("accounts/display.html", form=form), status_of(form)
    _keep(done, languages.COOKIE, str(form.language.data))
    _keep(done, visits.THEME_COOKIE, str(form.theme.data))
    _keep(done, visits.ZONE_COOKIE, str(form.zone.data or ""))
    return done


@blueprint.post("/switch")
@public
@no_store
def switch() -> ResponseReturnValue:
    """One press at the foot of a page: another language, or other colours, and the page again.

    A member's press is proved by the token of the page, as everywhere. A guest's page has none,
    so the browser says where the press came from; it sets one harmless cookie. Where a browser
    doesn't say, the press leads to the form of `choose`.
    """
    actor, address = current_actor(), onward.wanted()
    if not actor.is_guest:
        current_app.extensions["csrf"].protect()
    elif not is_from_here(request):
        asked = {name: request.form[name] for name in ("language", "theme") if name in request.form}
        return see_other(f"/account/display?{urlencode({**asked, 'next': address})}")
    language, theme = request.form.get("language", ""), request.form.get("theme", "")
    done = see_other(address)
    if language in _languages():
        if not actor.is_guest:
            profile.choose_display(session(), actor=actor, language=language, zone=actor.zone)
        _keep(done, languages.COOKIE, language)
    if theme in visits.THEMES:
        _keep(done, visits.THEME_COOKIE, theme)
    return done


@blueprint.record_once
def _exempt(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(switch)


def _languages() -> tuple[str, ...]:
    return languages.offered(current_app.config["SETTINGS"])


def _keep(response: Response, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie,
        value,
        max_age=_YEAR,
        httponly=True,
        secure=current_app.config["SETTINGS"].is_served_by_https,
        samesite="Lax",
    )
