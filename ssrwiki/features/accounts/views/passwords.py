"""Forgotten and changed passwords."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import joining, passwords, sessions
from ssrwiki.features.accounts.forms import ChangePasswordForm, NewPasswordForm, ResetRequestForm
from ssrwiki.features.accounts.views import visits
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import fulfil, see_other, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.route_marks import public, signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session
from ssrwiki.foundation.words import say

RESET = throttle.Gate("reset", "5 per hour", "100 per hour")

blueprint = Blueprint("passwords", __name__)


@blueprint.route("/account/reset", methods=["GET", "POST"])
@public
@no_store
def request_reset() -> ResponseReturnValue:
    """Asks for a link; the answer is the same for an address without an account."""
    form = ResetRequestForm()

    def act() -> str:
        email = joining.address(str(form.email.data))
        throttle.count(RESET, account=email)
        opened = session()
        sessions.request_reset(opened, people.person_by_email(opened, email))
        return "/account/join/sent"

    done = fulfil(form, act)
    return done or (render_template("accounts/reset.html", form=form), status_of(form))


@blueprint.route("/account/reset/<token>", methods=["GET", "POST"])
@public
@no_store
def reset(token: str) -> ResponseReturnValue:
    """Sets the new password and signs in."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            password_hash = passwords.hashed(str(form.password.data), ())
            return visits.keep(see_other("/"), sessions.reset(session(), token, password_hash))
        except Invalid as error:
            form.take(error)
    return render_template("accounts/new_password.html", form=form), status_of(form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
@no_store
def change() -> ResponseReturnValue:
    """Changes the password; every other browser is signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        throttle.count(RESET, account=g.actor.handle)
        with reading() as opened:
            person = opened.get_one(Person, g.actor.id)
        try:
            if not passwords.is_right(person.password_hash, str(form.current.data)):
                raise Invalid(say("This isn't your present password."), "current")
            about = (person.display_name, person.email.partition("@")[0])
            password_hash = passwords.hashed(str(form.password.data), about)
            opened = session()
            value = sessions.change_password(
                opened, opened.get_one(Person, g.actor.id), password_hash
            )
            return visits.keep(see_other("/account/"), value)
        except Invalid as error:
            form.take(error)
    title = _("Change your password")
    return render_template("accounts/password.html", form=form, title=title), status_of(form)
