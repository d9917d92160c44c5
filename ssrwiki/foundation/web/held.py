"""Text that a refused or unanswered form gives back, so that nobody types it twice."""

from typing import NamedTuple

from flask import request

from ssrwiki.foundation.web import once

HELD = "held-"
_NEVER_HELD = frozenset({"csrf_token", "password", "current"})


class HeldField(NamedTuple):
    """One field of a form that was sent."""

    name: str
    label: str
    value: str


def held_fields(prefix: str = "") -> list[HeldField]:
    """What was sent, or with `prefix` what rode along; never a password or a form token."""
    held = []
    for name, value in request.form.items(multi=True):
        bare = name.removeprefix(prefix)
        is_ours = name.startswith(prefix) and not (not prefix and name.startswith(HELD))
        if is_ours and bare not in _NEVER_HELD and (bare != once.FIELD or not prefix):
            held.append(HeldField(bare, bare.replace("_", " ").capitalize(), value))
    return held
