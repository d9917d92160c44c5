"""The Flask application, and what stands in front of it."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask


class Site(Flask):
    """Flask without a static route of its own: WhiteNoise serves files before a request begins."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name, static_folder=None)
        self._front: WSGIApplication = super().wsgi_app

    def put_before(self, wrap: Callable[[WSGIApplication], WSGIApplication]) -> None:
        """Wraps all that is there so far; what is put last sees a request first."""
        self._front = wrap(self._front)

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers from the foremost wrapping inwards."""
        return self._front(environ, start_response)
