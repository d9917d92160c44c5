"""Where one goes after giving a password: back to what one wanted, or to the text one wrote."""

from flask import render_template, request
from werkzeug.wrappers import Response

from ssrwiki.foundation.addresses import is_local
from ssrwiki.foundation.web import once
from ssrwiki.foundation.web.forms import see_other
from ssrwiki.foundation.web.held import HELD, riding_fields


def local(address: str | None) -> str:
    """The address, or the front page for one that leads elsewhere."""
    return address if address and is_local(address) else "/"


def wanted() -> str:
    """Where this request wants to go on to: by its form, else by its address."""
    return local(request.form.get("next") or request.args.get("next"))


def to(handle: str, address: str) -> Response:
    """Where one wanted to go; with held text a page that gives it back to the same person only."""
    held = [field for field in riding_fields() if field.name != once.FIELD]
    token = request.form.get(f"{HELD}{once.FIELD}", "")
    if not held or not once.is_owned_by(token, handle):
        return see_other(address)
    page = render_template("accounts/held.html", action=address, held_fields=held)
    return Response(page, 200, content_type="text/html; charset=utf-8")
