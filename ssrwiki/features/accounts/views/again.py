"""Giving the password once more before something dangerous."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import passwords, sessions
from ssrwiki.features.accounts.forms import AgainForm
from ssrwiki.features.accounts.views import onward, visits
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import riding_fields, takes
from ssrwiki.foundation.web.route_marks import signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session
from ssrwiki.foundation.words import say

AGAIN = throttle.Gate("again", "10 per 15 minutes", "300 per 15 minutes")

blueprint = Blueprint("again", __name__)


@blueprint.route("/account/again", methods=["GET", "POST"])
@signed_in
@takes(AgainForm)
@no_store
def again() -> ResponseReturnValue:
    """The form, and after it the page one came from or the text one was writing.

    The sign-in is replaced by a fresh one, so that a stolen cookie doesn't become fresh with it.
    """
    form = AgainForm()
    form.next.data = onward.wanted()
    if form.validate_on_submit():
        throttle.count(AGAIN, account=g.actor.handle, is_signed_in=True)
        with reading() as opened:
            password_hash = opened.get_one(Person, g.actor.id).password_hash
        if passwords.is_right(password_hash, str(form.password.data)):
            if held := visits.cookie():
                sessions.end(session(), held)
            value = sessions.open_for(session(), g.actor.id)
            return visits.keep(onward.to(g.actor.handle, form.next.data), value)
        form.take(Invalid(say("This isn't your password."), "password"))
    page = render_template("accounts/again.html", form=form, held_fields=riding_fields())
    return page, status_of(form)
