"""Text that a refused or unanswered form gives back, so that nobody types it twice.

A view names the forms it reads by `@takes(CommentForm)`: somebody who was signed out never got as
far as the view, and their words still come back under the labels they were typed below.
"""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from wtforms import EmailField, Field, HiddenField, PasswordField, StringField

from ssrwiki.foundation.addresses import is_local
from ssrwiki.foundation.web import once
from ssrwiki.foundation.web.forms import Form
from ssrwiki.foundation.web.route_marks import View

HELD = "held-"
_NEVER_HELD = frozenset({"csrf_token", "password", "current"})
_FORMS = "ssrwiki_forms"
_LONGEST_CODE = 30


class HeldField(NamedTuple):
    """One field of a form that was sent; without `is_words` it is a choice or a code."""

    name: str
    label: str
    value: str
    is_words: bool


def takes(*forms: type[Form]) -> Callable[[View], View]:
    """The forms a view reads from a POST; the first that has a field names it."""

    def marked(view: View) -> View:
        setattr(view, _FORMS, forms)
        return view

    return marked


def forms_of(view: Callable[..., Any]) -> tuple[type[Form], ...]:
    """What `takes` said of a view function."""
    found: tuple[type[Form], ...] = getattr(view, _FORMS, ())
    return found


def held_fields(prefix: str = "", address: str = "") -> list[HeldField]:
    """What was sent, or with `prefix` what rode along; never a password or a form token.

    `address` is where the words were meant to go; "" stands for the address of this request.
    """
    known = _fields_at(address or request.path)
    held = []
    for name, value in request.form.items(multi=True):
        bare = name.removeprefix(prefix)
        is_ours = name.startswith(prefix) and not (not prefix and name.startswith(HELD))
        if is_ours and bare not in _NEVER_HELD:
            held.append(_held(bare, value, known.get(bare)))
    return held


def riding_fields() -> list[HeldField]:
    """The text that rides along in a form for a password; empty where none does.

    Its `once` is among them: it says to whom the text may be given back.
    """
    return held_fields(HELD, request.form.get("next", ""))


def meant_for() -> str:
    """The local address that the words of this request were written for."""
    address = request.form.get("next", "") if riding_fields() else request.path
    return address if is_local(address) else "/"


def _held(name: str, value: str, field: Field | None) -> HeldField:
    if field is not None:
        is_no_loss = isinstance(field, (HiddenField, PasswordField, EmailField))
        is_words = isinstance(field, StringField) and not is_no_loss
        return HeldField(name, str(field.label.text), value, is_words)
    # No form names it: better shown under a plain label than lost.
    is_words = name != once.FIELD and (" " in value or len(value) > _LONGEST_CODE)
    return HeldField(name, _("Your words"), value, is_words)


def _fields_at(address: str) -> dict[str, Field]:
    """The fields of the forms that are sent to an address, by name."""
    routes = current_app.url_map.bind("")
    try:
        endpoint, _values = routes.match(urlsplit(address).path, method="POST")
    except HTTPException:
        return {}
    found: dict[str, Field] = {}
    for form in forms_of(current_app.view_functions[endpoint]):
        for field in form(formdata=None, meta={"csrf": False}):
            found.setdefault(field.name, field)
    return found
