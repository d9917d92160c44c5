"""The session cookie, and what each request knows of who sends it."""

from dataclasses import dataclass
from functools import cached_property

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from ssrwiki.commons.notifications.queries import inbox as notices
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.accounts import queries
from ssrwiki.features.accounts.rules import SIGN_IN_LASTS
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import languages, unit_of_work

THEME_COOKIE, ZONE_COOKIE = "theme", "zone"
THEMES = frozenset({"auto", "light", "dark"})


@dataclass(frozen=True)
class Viewer:
    """The signed-in person as the frame of a page shows them."""

    actor: Actor

    @property
    def display_name(self) -> str:
        """The name on the account menu."""
        return self.actor.display_name

    @property
    def handle(self) -> str:
        """The end of the person's address."""
        return self.actor.handle

    @property
    def is_moderator(self) -> bool:
        """Whether the menu leads to the moderators' pages."""
        return self.actor.is_moderator

    @cached_property
    def unread_count(self) -> int:
        """New notices; asked for once, and only where a page is rendered."""
        if request.method in unit_of_work.SAFE_METHODS:
            return notices.unread_count(unit_of_work.session(), self.actor)
        # A preview or a question back is an answer to a POST, and mustn't spend its form.
        with unit_of_work.reading() as session:
            return notices.unread_count(session, self.actor)


def register(app: Flask) -> None:
    """Finds out, before each request, who asks and in which language, zone and colours."""
    app.before_request(_meet)


def cookie_name(settings: Settings) -> str:
    """`__Host-` ties the cookie to this host and to a secure channel."""
    return "__Host-ssrwiki" if settings.is_served_by_https else "ssrwiki"


def cookie() -> str | None:
    """The session cookie of this request."""
    return request.cookies.get(cookie_name(_settings()))


def keep(response: Response, value: str) -> Response:
    """Hands the browser its session."""
    response.set_cookie(
        cookie_name(_settings()),
        value,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        secure=_settings().is_served_by_https,
        samesite="Lax",
    )
    return response


def drop(response: Response) -> Response:
    """Takes the session and everything the browser has kept of it."""
    response.delete_cookie(
        cookie_name(_settings()),
        httponly=True,
        secure=_settings().is_served_by_https,
        samesite="Lax",
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _meet() -> None:
    if request.method in unit_of_work.SAFE_METHODS and cookie():
        visit = queries.visit(unit_of_work.session(), cookie())
    elif cookie():
        # Before the write lock is taken: hashing and rendering still lie ahead.
        with unit_of_work.reading() as session:
            visit = queries.visit(session, cookie())
    else:
        visit = queries.Visit()
    g.visit = visit
    know(visit.actor)


def know(actor: Actor) -> None:
    """Makes the rest of this request the person's: the page's frame, language, zone, tokens."""
    g.actor = actor
    g.viewer = None if actor.is_guest else Viewer(actor)
    g.once_owner = actor.handle
    g.account = actor.handle or None
    among = languages.offered(_settings())
    g.language = languages.chosen(request, actor.locale or None, among)
    g.zone = actor.zone or request.cookies.get(ZONE_COOKIE, "UTC")
    theme = request.cookies.get(THEME_COOKIE, "")
    g.theme = theme if theme in THEMES else "auto"
