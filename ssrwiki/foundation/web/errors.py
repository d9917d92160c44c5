"""The one place where errors become pages: kind words, the right status, the text given back."""

import logging
from urllib.parse import urlencode

from flask import Flask, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge
from werkzeug.urls import iri_to_uri

from ssrwiki.foundation.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    SsrwikiError,
    TooMany,
    Unavailable,
)
from ssrwiki.foundation.web import unit_of_work
from ssrwiki.foundation.web.held import held_fields, meant_for, riding_fields
from ssrwiki.foundation.web.once import AlreadyDone
from ssrwiki.foundation.web.route_marks import PasswordNeeded, SignInNeeded
from ssrwiki.foundation.web.templating import said

STATUS: dict[type[SsrwikiError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Invalid: 422,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}
_OTHER_PAGES = {405: 404, 400: 422}
_WAITING_SECONDS = {429: 60, 503: 120}
_DRAINED_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Maps every error that a request can end with."""
    app.register_error_handler(SsrwikiError, _ours)
    app.register_error_handler(AlreadyDone, _already_done)
    app.register_error_handler(SignInNeeded, _sign_in_needed)
    app.register_error_handler(PasswordNeeded, _password_needed)
    app.register_error_handler(CSRFError, _sign_in_needed)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _broken)


def _page(status: int, **values: object) -> ResponseReturnValue:
    unit_of_work.abandon()
    is_held = request.method == "POST" and status != 413
    held = (riding_fields() or held_fields()) if is_held else []
    page = render_template(f"errors/{status}.html", held_fields=held, **values)
    seconds = values.get("retry_after_seconds", _WAITING_SECONDS.get(status))
    return page, status, {"Retry-After": str(seconds)} if seconds is not None else {}


def _ours(error: SsrwikiError) -> ResponseReturnValue:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    values: dict[str, object] = {"message": "" if status == 404 else said(error.message)}
    if isinstance(error, Conflict):
        values["latest"] = error.latest
    if isinstance(error, TooMany):
        values["retry_after_seconds"] = error.retry_after_seconds
    return _page(status, **values)


def _already_done(error: AlreadyDone) -> ResponseReturnValue:
    return redirect(error.location, 303)


def _sign_in_needed(_error: Exception) -> ResponseReturnValue:
    """A guest's GET goes to sign in; a POST keeps its text in the sign-in form."""
    if request.method in unit_of_work.SAFE_METHODS:
        return _on_the_way("/account/sign-in")
    return _page(401, next=meant_for())


def _password_needed(_error: Exception) -> ResponseReturnValue:
    """Likewise, for somebody who is signed in and gives the password once more."""
    if request.method in unit_of_work.SAFE_METHODS:
        return _on_the_way("/account/again")
    unit_of_work.abandon()
    page = render_template("errors/again.html", next=request.path, held_fields=held_fields())
    return page, 401


def _on_the_way(address: str) -> ResponseReturnValue:
    """To a page that leads back here."""
    here = iri_to_uri(request.full_path.rstrip("?"))
    return redirect(f"{address}?{urlencode({'next': here})}", 303)


def _database(error: OperationalError) -> ResponseReturnValue:
    """A locked, full or read-only database."""
    _log.warning("The database took no write", exc_info=error)
    return _page(503, message=said(Unavailable().message))


def _disk(error: OSError) -> ResponseReturnValue:
    """A full disk or a read-only folder."""
    _log.warning("The disk took no write", exc_info=error)
    return _page(503, message=said(Unavailable().message))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return make_response(error)
    if isinstance(error, RequestEntityTooLarge):
        _drain()
        return _page(413)
    status = _OTHER_PAGES.get(error.code, error.code)
    known = {401, 403, 404, 409, 413, 422, 429, 500, 503}
    return _page(status if status in known else 404)


def _drain() -> None:
    """Takes in what was too large, up to a bound: who still sends doesn't read an answer.

    Only where the length said so beforehand, since then nothing was read yet.
    """
    largest, announced = request.max_content_length, request.content_length
    if largest is None or announced is None or not largest < announced <= _DRAINED_BYTES:
        return
    for left in range(announced, 0, -_CHUNK_BYTES):
        if not request.environ["wsgi.input"].read(min(left, _CHUNK_BYTES)):
            return


def _broken(error: InternalServerError) -> ResponseReturnValue:
    cause = error.original_exception or error
    if isinstance(cause, OperationalError):
        return _database(cause)
    _log.error("A request broke", exc_info=cause)
    return _page(500)
