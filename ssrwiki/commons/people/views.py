"""Who is asking: set on each request by `accounts`, read by every view."""

from flask import g

from ssrwiki.commons.people.rules import Actor


def current_actor() -> Actor:
    """The signed-in person as an actor, or a guest."""
    actor: Actor = g.actor
    return actor
