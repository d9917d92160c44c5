"""Joining and confirming; what is answered is the same whether the address has an account."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ssrwiki.features.accounts import queries
from ssrwiki.features.accounts.actions import joining, passwords
from ssrwiki.features.accounts.forms import JoinForm
from ssrwiki.foundation.web import throttle
from ssrwiki.foundation.web.forms import Form, fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import session

JOIN = throttle.Gate("join", "5 per hour", "300 per hour")

blueprint = Blueprint("joining", __name__)


@blueprint.route("/account/join", methods=["GET", "POST"])
@public
@takes(JoinForm)
@no_store
def join() -> ResponseReturnValue:
    """The form; a mail follows in every case."""
    form = JoinForm()

    def act() -> str:
        email = joining.address(str(form.email.data))
        throttle.count(JOIN, account=email)
        name = str(form.display_name.data)
        password_hash = passwords.hashed(str(form.password.data), (name, email.partition("@")[0]))
        joining.join(session(), email=email, password_hash=password_hash, display_name=name)
        return "/account/join/sent"

    return fulfil(form, act) or (render_template("accounts/join.html", form=form), status_of(form))


@blueprint.get("/account/join/sent")
@public
@no_store
def sent() -> ResponseReturnValue:
    """Look at your mail."""
    return render_template("accounts/sent.html")


@blueprint.route("/account/confirm/<token>", methods=["GET", "POST"])
@public
@no_store
def confirm(token: str) -> ResponseReturnValue:
    """A page with one button: opening a link from a mail changes nothing by itself."""
    form = Form()

    def act() -> str:
        joining.confirm(session(), token)
        return "/account/sign-in?confirmed=1"

    done = fulfil(form, act)
    if done is not None:
        return done
    page = render_template(
        "accounts/confirm.html", form=form, link=queries.confirmation(session(), token)
    )
    return page, status_of(form)
