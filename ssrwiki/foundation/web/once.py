"""`once`: a hidden token in every form, so that a retry an hour later makes one row.

The token is spent, with the fields it came with, in the transaction of the act. A second try
finds it spent and is led to where the first one led; other words in the same form (the back
button, the same page in two tabs) are another act and are not lost. The token is bound to the
person who opened the form, so that text held through a new sign-in returns only to them; the
database keeps its hash and no person.
"""

import secrets
from urllib.parse import urlencode

from flask import current_app, g, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.spent_forms import SpentForm

FIELD = "once"
_PURPOSE = "once"


class AlreadyDone(Exception):
    """The form was sent before; `location` is where that led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def token() -> str:
    """A fresh token for a form of the present person or guest."""
    nonce, owner = secrets.token_urlsafe(12), g.get("once_owner", "")
    return f"{nonce}.{_keys().sign(_PURPOSE, f'{nonce}:{owner}')}"


def is_owned_by(token: str, owner: str) -> bool:
    """Whether the form of this token was opened by `owner`."""
    nonce, _, tag = token.partition(".")
    return _keys().is_signed(_PURPOSE, f"{nonce}:{owner}", tag)


def _keys() -> keys.Keys:
    held: keys.Keys = current_app.config["KEYS"]
    return held


def spend(session: Session) -> None:
    """Marks this request's form as sent.

    Raises:
        AlreadyDone: when it was sent before.
    """
    token = request.form.get(FIELD, "")
    if not token:
        return
    fingerprint = keys.fingerprint(_as_sent(token))
    try:
        session.add(SpentForm(token_hash=fingerprint, location="", at=clock.now()))
        session.flush()  # the second of two sends waits here for the first
    except IntegrityError:
        session.rollback()
        location = session.scalar(
            select(SpentForm.location).where(SpentForm.token_hash == fingerprint)
        )
        raise AlreadyDone(location or "/") from None
    g.spent_form = fingerprint


def _as_sent(token: str) -> str:
    fields = sorted(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {FIELD, "csrf_token"}
    )
    return f"{request.path}?{urlencode([(FIELD, token), *fields])}"


def keep_location(session: Session, location: str | None) -> None:
    """Remembers where the act led, for a second try."""
    fingerprint = g.get("spent_form")
    spent = session.get(SpentForm, fingerprint) if fingerprint else None
    if spent is not None:
        spent.location = location or request.path
