"""The link in each mail that makes it stop: a page with a button, and one click for mail programs.

Their POST comes without a cookie and without a form of ours (RFC 8058), so the token's signature
stands in for the CSRF token. It answers 200: section 3.1 forbids a redirect.
"""

from flask import Blueprint, current_app, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from ssrwiki.commons.notifications.actions import mailing
from ssrwiki.commons.notifications.actions.mailing import Scope, Unsubscription
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.web.headers import no_store, noindex
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("unsubscribing", __name__, url_prefix="/account/unsubscribe")


@blueprint.get("/<token>")
@public
@no_store
@noindex
def ask(token: str) -> ResponseReturnValue:
    """Says what would stop, with the button."""
    return _page(_opened(token), is_done=False)


@blueprint.post("/<token>")
@public
@no_store
@noindex
def stop(token: str) -> ResponseReturnValue:
    """Stops it."""
    unsubscription = _opened(token)
    mailing.unsubscribe(session(), unsubscription)
    return _page(unsubscription, is_done=True)


@blueprint.record_once
def _exempt(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(stop)


def _opened(token: str) -> Unsubscription:
    keys: Keys = current_app.config["KEYS"]
    return mailing.opened(token, keys)


def _page(unsubscription: Unsubscription, *, is_done: bool) -> ResponseReturnValue:
    # Neither whose mails nor which document: a mail is forwarded, a link looked over a shoulder.
    return render_template(
        "notifications/unsubscribe.html",
        is_all=unsubscription.scope is Scope.ALL,
        is_done=is_done,
    )
