"""One line for each request: method, rule of the route, status, milliseconds, statements.

No address, no person, no concrete path: a path names a contribution, and with the time beside
it, a line would say who was busy with it.
"""

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from time import perf_counter
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext

from ssrwiki.foundation.web.site import Site

ROUTE = "ssrwiki.route"
"""Key of the WSGI environment under which the line finds its route's rule."""

NO_ROUTE = "(none)"
Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None

_statements: ContextVar[int] = ContextVar("statements", default=0)
_log = logging.getLogger("ssrwiki.access")


def register(app: Site, engine: Engine) -> None:
    """Counts statements and writes the lines. Comes first, so that no other hook hides a rule."""
    event.listen(engine, "after_cursor_execute", _count)
    app.before_request(_note_route)
    app.put_before(AccessLines)


def statement_count() -> int:
    """Statements sent to the database since this request began."""
    return _statements.get()


class AccessLines:
    """Wraps the application; what is served before it (assets) has no line."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Passes the request on and writes its line when the answer is ready to leave."""
        _statements.set(0)
        started = perf_counter()
        statuses: list[str] = []

        def noting(
            status: str, headers: list[tuple[str, str]], exc_info: Failure = None, /
        ) -> Callable[[bytes], object]:
            statuses.append(status[:3])
            return start_response(status, headers, exc_info)

        try:
            return self._application(environ, noting)
        finally:
            _write(environ, statuses, perf_counter() - started)


def _count(
    _connection: Connection,
    _cursor: DBAPICursor,
    _statement: str,
    _parameters: object,
    _context: ExecutionContext | None,
    _is_many: bool,
) -> None:
    _statements.set(_statements.get() + 1)


def _note_route() -> None:
    rule = request.url_rule
    request.environ[ROUTE] = rule.rule if rule is not None else NO_ROUTE


def _write(environ: WSGIEnvironment, statuses: list[str], seconds: float) -> None:
    _log.info(
        "request",
        extra={
            "method": environ["REQUEST_METHOD"],
            "route": environ.get(ROUTE, NO_ROUTE),
            "status": int(statuses[-1]) if statuses else 500,
            "milliseconds": round(seconds * 1000, 1),
            "statements": _statements.get(),
        },
    )
