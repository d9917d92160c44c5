"""Finished pages for guests, kept per process and served before Flask begins.

A page is kept under its address, the reader's language, zone and colours, and answers only while
the database is unchanged (`foundation/changes.py`) and the minute in which it was made lasts:
what a page says of time (days left, open or closed) turns on whole minutes. Whoever has a
session, or is given a cookie, or asks for what no browser may keep, never meets this.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from http.cookies import CookieError, SimpleCookie
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ssrwiki.foundation.changes import ChangeWatch
from ssrwiki.foundation.web.access_log import ROUTE

MOST_BYTES = 48 * 1024 * 1024
LONGEST_KEY = 600
SHAPING_COOKIES = ("language", "theme", "zone")
_KEPT_TYPES = ("text/html", "application/atom+xml")

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One finished answer and how long it stands."""

    headers: Headers
    body: bytes
    etag: str
    route: str
    seen: str
    minute: int


class GuestPages:
    """Wraps the application. `sessions` are the names of cookies that make a reader known."""

    def __init__(
        self, application: WSGIApplication, changes: ChangeWatch, sessions: frozenset[str]
    ) -> None:
        self._application = application
        self._changes = changes
        self._sessions = sessions
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers from what is kept, or lets the application answer and keeps that."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        seen, minute = self._changes.seen(), int(time.time() // 60)
        kept = self._pages.get(key)
        if kept is None or kept.seen != seen or kept.minute != minute:
            built = _Built(self._application, environ)
            kept = built.worth_keeping(environ, seen, minute)
            if kept is None:
                start_response(built.status, built.headers)
                return [built.body]
            self._keep(key, kept)
        environ[ROUTE] = kept.route
        if environ.get("HTTP_IF_NONE_MATCH") == kept.etag:
            start_response("304 Not Modified", _without_length(kept.headers))
            return []
        start_response("200 OK", kept.headers)
        return [kept.body]

    def _key(self, environ: WSGIEnvironment) -> str | None:
        """What shapes a guest's page; None for anybody and anything else."""
        if environ["REQUEST_METHOD"] != "GET":
            return None
        shaping = ""
        if raw := environ.get("HTTP_COOKIE"):
            try:
                cookies = SimpleCookie(raw)
            except CookieError:
                return None
            if self._sessions & cookies.keys():
                return None
            shaping = "\n".join(c.OutputString() for n in SHAPING_COOKIES if (c := cookies.get(n)))
        parts = (
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
            environ.get("HTTP_SEC_FETCH_SITE", "") if shaping else "",
            shaping,
        )
        key = "\0".join(parts)
        return key if len(key) <= LONGEST_KEY else None

    def _keep(self, key: str, page: Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.body)


class _Built:
    """The application's own answer, taken down whole."""

    def __init__(self, application: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: Headers = []
        answer = application(environ, self._start)
        try:
            self.body = b"".join(answer)
        finally:
            close: Callable[[], object] | None = getattr(answer, "close", None)
            if close is not None:
                close()

    def _start(
        self, status: str, headers: Headers, _failure: object = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _never_written

    def worth_keeping(self, environ: WSGIEnvironment, seen: str, minute: int) -> Kept | None:
        held = {name.lower(): value for name, value in self.headers}
        if not self.status.startswith("200") or "set-cookie" in held:
            return None
        if "no-store" in held.get("cache-control", ""):
            return None
        if not held.get("content-type", "").startswith(_KEPT_TYPES):
            return None
        etag = f'"{blake2b(self.body, digest_size=12).hexdigest()}"'
        headers = [(n, v) for n, v in self.headers if n.lower() != "etag"]
        return Kept(
            [*headers, ("ETag", etag)], self.body, etag, environ.get(ROUTE, ""), seen, minute
        )


def _never_written(_bytes: bytes) -> None:
    raise RuntimeError("The application returns its body and never writes it.")


def _without_length(headers: Headers) -> Headers:
    return [(n, v) for n, v in headers if n.lower() not in {"content-length", "content-encoding"}]
