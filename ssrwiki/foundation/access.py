"""Permissions as data: who may do what is a table of named predicates, asked in one way.

A feature's `permissions.py` declares `Permission(name, about, allows)`. Routes are marked with
one, actions ask again, templates ask through `can()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ssrwiki.foundation.errors import NotAllowed
from ssrwiki.foundation.words import Message

Who = TypeVar("Who")
What = TypeVar("What")


@dataclass(frozen=True)  # with slots, Python 3.11 can't build `Permission[Actor, None](…)`
class Permission(Generic[Who, What]):
    """`name` is `package.verb`; `about` is the sentence in docs/permissions.md.

    A general permission has no subject (None) and is checked before the view runs.
    """

    name: str
    about: str
    allows: Callable[[Who, What], bool]
    refusal: Message | None = None
    is_general: bool = False


def is_allowed(actor: Who, permission: Permission[Who, What], subject: What) -> bool:
    """Whether the actor may do this to the subject."""
    return permission.allows(actor, subject)


def require(actor: Who, permission: Permission[Who, What], subject: What) -> None:
    """Lets the actor pass.

    Raises:
        NotAllowed: with the permission's own words, when it has some.
    """
    if not permission.allows(actor, subject):
        raise NotAllowed(permission.refusal)
