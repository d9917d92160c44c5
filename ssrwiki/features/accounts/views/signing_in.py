"""Signing in and out."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.people import queries as people
from ssrwiki.features.accounts.actions import passwords, sessions
from ssrwiki.features.accounts.forms import SignInForm
from ssrwiki.features.accounts.views import onward, visits
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import see_other, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import riding_fields, takes
from ssrwiki.foundation.web.route_marks import public, signed_in
from ssrwiki.foundation.web.unit_of_work import reading, session

SIGN_IN = throttle.Gate("sign-in", "10 per 15 minutes", "1000 per 15 minutes")

blueprint = Blueprint("signing_in", __name__)


@blueprint.route("/account/sign-in", methods=["GET", "POST"])
@public
@takes(SignInForm)
@no_store
def sign_in() -> ResponseReturnValue:
    """The form, and after it the page one came from or the text one was writing."""
    form = SignInForm()
    form.next.data = onward.wanted()
    if form.validate_on_submit():
        email = str(form.email.data).strip().lower()
        throttle.count(SIGN_IN, account=email)
        with reading() as opened:
            person = people.person_by_email(opened, email)
        is_right = passwords.is_right(
            person.password_hash if person else None, str(form.password.data)
        )
        if person is not None and is_right:
            throttle.forgive(SIGN_IN, account=email)
            if held := visits.cookie():
                sessions.end(session(), held)
            value = sessions.open_for(session(), person.id)
            visits.know(people.actor(session(), person.id))
            response = visits.keep(onward.to(person.handle, form.next.data), value)
            throttle.remember_device(response, account=email)
            return response
        form.form_errors.append(
            _("The address and password don't match an account, or its address isn't confirmed.")
        )
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        held_fields=riding_fields(),
        is_confirmed="confirmed" in request.args,
    )
    return page, status_of(form)


@blueprint.post("/account/sign-out")
@signed_in
@no_store
def sign_out() -> ResponseReturnValue:
    """Ends this sign-in, or with `everywhere` all of them."""
    if request.form.get("everywhere"):
        sessions.end_all(session(), g.actor.id)
    elif held := visits.cookie():
        sessions.end(session(), held)
    return visits.drop(see_other("/"))
