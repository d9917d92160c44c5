"""Each route says who may come: exactly one of `@public`, `@signed_in`, `@needs(permission)`.

A route without a mark refuses to answer; docs/permissions.md is made from the marks. A general
permission is checked here; one with a subject by the loader and again by the action. Beside its
mark a dangerous one has `@fresh`, and asks for the password again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "ssrwiki_mark"
_FRESH = "ssrwiki_fresh"


class SignInNeeded(Exception):
    """A guest asked for something that needs an account."""


class PasswordNeeded(Exception):
    """The password was given too long ago for something dangerous."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`permission` None: anybody signed in, or with `is_public` anybody at all."""

    is_public: bool = False
    permission: Permission[Any, Any] | None = None

    @property
    def words(self) -> str:
        """The mark as docs/permissions.md prints it."""
        if self.permission is not None:
            return self.permission.name
        return "everybody" if self.is_public else "signed in"


def public(view: View) -> View:
    """Guests too; what a document's audience hides stays hidden all the same."""
    return _marked(view, Mark(is_public=True))


def signed_in(view: View) -> View:
    """Anybody with an account."""
    return _marked(view, Mark())


def needs(permission: Permission[Any, Any]) -> Callable[[View], View]:
    """Those whom the permission allows; they are always signed in."""
    return lambda view: _marked(view, Mark(permission=permission))


def fresh(view: View) -> View:
    """Only shortly after the password was given: for what a stolen sign-in could do harm with."""
    setattr(view, _FRESH, True)
    return view


def mark_of(view: Callable[..., Any]) -> Mark | None:
    """The mark of a view function."""
    return getattr(view, _MARK, None)


def register(app: Flask) -> None:
    """Checks the mark before each view."""
    app.before_request(_check)


def _marked(view: View, mark: Mark) -> View:
    if mark_of(view) is not None:
        raise RuntimeError(f"{view.__name__} has two marks.")
    setattr(view, _MARK, mark)
    return view


def _check() -> None:
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    mark = mark_of(view)
    if mark is None:
        raise RuntimeError(f"Route {request.endpoint} has no mark.")
    if mark.is_public:
        return
    actor = g.actor
    if actor.is_guest:
        raise SignInNeeded
    permission = mark.permission
    if permission is not None and permission.is_general and not permission.allows(actor, None):
        raise NotAllowed(permission.refusal)
    if getattr(view, _FRESH, False) and not g.visit.is_fresh:
        raise PasswordNeeded
