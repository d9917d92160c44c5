"""Finished pages, kept per process and served before Flask begins.

A page is kept under all that shapes it: its address, the reader's cookies, language and packing.
A member's session is one of the cookies, so a member meets only pages made for themselves. It
answers only while the database is unchanged (`foundation/changes.py`), which an ended session
changes too. One that was made by the clock (days left, open or closed, and every page of a member,
whose sign-in may run out) or from the search index answers only in the minute in which it was
made; then all of these are dropped at once, so that memory never holds a list of who read what for
longer. Answers that set a cookie or say `no-store` are never kept: forms that hold a text, account
pages, private lists.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ssrwiki.foundation import clock
from ssrwiki.foundation.changes import ChangeWatch
from ssrwiki.foundation.web.access_log import ROUTE

MOST_BYTES = 48 * 1024 * 1024
_KEPT_TYPES = ("text/html", "application/atom+xml")

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One finished answer."""

    headers: Headers
    body: bytes
    etag: str
    route: str
    is_of_its_minute: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the database, and the minute."""

    seen: str
    minute: int


class KeptPages:
    """Wraps the application."""

    def __init__(self, application: WSGIApplication, changes: ChangeWatch) -> None:
        self._application = application
        self._changes = changes
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._moment: Moment | None = None
        self._pages: OrderedDict[bytes, Kept] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers from what is kept, or lets the application answer and keeps that."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        moment = Moment(self._changes.seen(), int(clock.now().timestamp() // 60))
        if moment != self._moment:
            self._turn_to(moment)
        kept = self._pages.get(key)
        if kept is None:
            with clock.watched() as watch:
                built = _Built(self._application, environ)
            kept = built.worth_keeping(environ, is_of_its_minute=watch.was_asked)
            if kept is None:
                start_response(built.status, built.headers)
                return [built.body]
            self._keep(key, kept, moment)
        environ[ROUTE] = kept.route
        if environ.get("HTTP_IF_NONE_MATCH") == kept.etag:
            start_response("304 Not Modified", _without_length(kept.headers))
            return []
        start_response("200 OK", kept.headers)
        return [kept.body]

    def _key(self, environ: WSGIEnvironment) -> bytes | None:
        """What shapes the page, as a hash that nobody can turn back; None if never kept."""
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        parts = (
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
            environ.get("HTTP_SEC_FETCH_SITE", "") if cookies else "",
            cookies,
        )
        shape = "\0".join(parts).encode("utf-8", "surrogateescape")
        return blake2b(shape, key=self._secret, digest_size=16).digest()

    def _turn_to(self, moment: Moment) -> None:
        """Leaves what was kept at another moment and isn't true any more."""
        with self._lock:
            is_unchanged = self._moment is not None and self._moment.seen == moment.seen
            self._pages = OrderedDict(
                (key, page)
                for key, page in self._pages.items()
                if is_unchanged and not page.is_of_its_minute
            )
            self._bytes = sum(len(page.body) for page in self._pages.values())
            self._moment = moment

    def _keep(self, key: bytes, page: Kept, moment: Moment) -> None:
        with self._lock:
            if moment != self._moment:
                return  # built before the last change, or in the last minute
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

    def worth_keeping(self, environ: WSGIEnvironment, *, is_of_its_minute: bool) -> Kept | None:
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
            [*headers, ("ETag", etag)], self.body, etag, environ.get(ROUTE, ""), is_of_its_minute
        )


def _never_written(_bytes: bytes) -> None:
    raise RuntimeError("The application returns its body and never writes it.")


def _without_length(headers: Headers) -> Headers:
    return [(n, v) for n, v in headers if n.lower() not in {"content-length", "content-encoding"}]
