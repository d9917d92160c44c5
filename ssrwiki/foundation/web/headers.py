"""What every answer tells the browser: where things may come from, and who may keep it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.unit_of_work import SAFE_METHODS

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'; "
    "media-src 'self'; manifest-src 'self'"
)
FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"
VARY = ("Cookie", "Accept-Language", "Accept-Encoding")


def register(app: Flask, settings: Settings) -> None:
    """Adds the headers to every answer, error pages included."""
    fixed = FIXED | ({"Strict-Transport-Security": HSTS} if settings.is_served_by_https else {})

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        _say_who_may_keep_it(response)
        return response


def no_store(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Marks a view whose answers no browser may keep: accounts, forms, private lists."""

    @wraps(view)
    def marked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        g.is_no_store = True
        return view(*args, **kwargs)

    return marked


def no_store_for_members(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Marks a page that shows members a form; guests, who see none, may keep it."""

    @wraps(view)
    def marked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        g.is_no_store = not g.actor.is_guest
        return view(*args, **kwargs)

    return marked


def noindex(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Marks a view that search engines leave out: comments, people, history, search."""

    @wraps(view)
    def marked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        g.is_noindex = True
        return view(*args, **kwargs)

    return marked


def _say_who_may_keep_it(response: Response) -> None:
    # Never a time to live: who saves must see it at once. Browsers keep and ask again.
    # What was sent may stand in the answer, wherever it was sent to: a text that was refused.
    if g.get("is_no_store", False) or request.method not in SAFE_METHODS:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if g.get("is_noindex", False):
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.vary.update(VARY)
