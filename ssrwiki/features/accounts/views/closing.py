"""Closing one's own account."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import closing, passwords
from ssrwiki.features.accounts.forms import CloseForm
from ssrwiki.features.accounts.views import again, visits
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import see_other, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session
from ssrwiki.foundation.words import say

blueprint = Blueprint("closing", __name__)


@blueprint.route("/account/close", methods=["GET", "POST"])
@signed_in
@takes(CloseForm)
@no_store
def close() -> ResponseReturnValue:
    """What closing does, and the password that confirms it."""
    form = CloseForm()
    if form.validate_on_submit():
        throttle.count(again.AGAIN, account=g.actor.handle, is_signed_in=True)
        with reading() as opened:
            password_hash = opened.get_one(Person, g.actor.id).password_hash
        if passwords.is_right(password_hash, str(form.password.data)):
            closing.close(session(), session().get_one(Person, g.actor.id))
            return visits.drop(see_other("/"))
        form.take(Invalid(say("This isn't your password."), "password"))
    return render_template("accounts/close.html", form=form), status_of(form)
