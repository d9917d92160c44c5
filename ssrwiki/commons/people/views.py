"""Who is asking: set on each request by `accounts`, read by every view; and how much they write."""

from flask import g

from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.web import throttle

# Somebody vouches for the verified: room for whoever brings a whole archive in by a script.
VERIFIED_WRITING = throttle.Gate(
    "verified-writing", by_account="3000 per hour", by_address="30000 per hour"
)
WRITING = throttle.Gate("writing", by_account="300 per hour", by_address="6000 per hour")
NEWCOMERS_WRITING = throttle.Gate(
    "newcomers-writing", by_account="20 per hour", by_address="600 per hour"
)

# A pause in writing keeps the text: some in every minute, in several tabs.
PAUSING = throttle.Gate("pausing", by_account="1500 per hour", by_address="30000 per hour")
PREVIEWING = throttle.Gate("previewing", by_account="600 per hour", by_address="6000 per hour")


def current_actor() -> Actor:
    """The signed-in person as an actor, or a guest."""
    actor: Actor = g.actor
    return actor


def count_writing() -> None:
    """Counts one more text, comment, position or report of the present actor.

    To be called before the request takes the write lock.

    Raises:
        TooMany: for now.
    """
    actor = current_actor()
    if actor.is_verified:
        gate = VERIFIED_WRITING
    else:
        gate = NEWCOMERS_WRITING if actor.is_newcomer(clock.now()) else WRITING
    throttle.count(gate, account=actor.handle, is_signed_in=True)
