"""One request, one transaction: committed once below status 400, else rolled back.

A GET or HEAD reads and can't write. An unsafe request takes the write lock at its first
`session()`, so a view parses, hashes passwords and renders Markdown before it asks for one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import Unavailable
from ssrwiki.foundation.web import once

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_EXTENSION = "ssrwiki.database"


def register(app: Flask, database: Database) -> None:
    """Opens sessions from `database` and closes them with each request."""
    app.extensions[_EXTENSION] = database
    app.after_request(_commit)
    app.teardown_request(_close)


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions[_EXTENSION]
    return found


def session() -> Session:
    """The session of this request: reading for safe methods, otherwise writing.

    Raises:
        AlreadyDone: when this very form was sent before; Unavailable: under maintenance.
    """
    held: Session | None = g.get("session")
    if held is not None:
        return held
    if request.method in SAFE_METHODS or g.get("is_abandoned", False):
        reader = database().read_session()
        g.session = reader
        return reader
    if current_app.config["SETTINGS"].is_read_only:
        raise Unavailable
    writing = database().write_session()
    g.session = writing
    once.spend(writing)
    return writing


@contextmanager
def reading() -> Iterator[Session]:
    """A short read of its own, before an unsafe request takes the write lock."""
    with database().reading() as opened:
        yield opened


def abandon() -> None:
    """Rolls back what this request has written; from here on it only reads."""
    _close(None)
    g.is_abandoned = True


def _commit(response: Response) -> Response:
    held: Session | None = g.get("session")
    if held is None or request.method in SAFE_METHODS or g.get("is_abandoned", False):
        return response
    if response.status_code < 400:
        once.keep_location(held, response.location)
        held.commit()
    else:
        held.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    held: Session | None = g.pop("session", None)
    if held is not None:
        held.rollback()
        held.close()
