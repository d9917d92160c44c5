"""Beginning and ending a watch."""

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.commons.notifications.permissions import WATCH
from ssrwiki.commons.notifications.queries import watches
from ssrwiki.commons.notifications.rules import Target
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.topics.rules import Topic
from ssrwiki.foundation import access, keys


def target_of(thing: Document | Topic) -> Target:
    """What a watch of a document or a topic is about."""
    if isinstance(thing, Document):
        return Target(document_id=thing.id)
    return Target(theme_id=thing.theme_id, place_code=thing.code)


def watch(session: Session, *, actor: Actor, thing: Document | Topic) -> Watch:
    """From now on the actor hears of it; a second time changes nothing.

    Raises:
        NotAllowed.
    """
    access.require(actor, WATCH, thing if isinstance(thing, Document) else None)
    target = target_of(thing)
    held = watches.watch_of(session, actor=actor, target=target)
    if held is not None:
        return held
    made = Watch(
        public_id=keys.public_id(),
        person_id=actor.id,
        document_id=target.document_id,
        theme_id=target.theme_id,
        place_code=target.place_code,
    )
    session.add(made)
    session.flush()  # a notice may point to it at once
    return made


def unwatch(session: Session, *, actor: Actor, thing: Document | Topic) -> None:
    """The actor hears no more of it, not even by a mail that waits already."""
    held = watches.watch_of(session, actor=actor, target=target_of(thing))
    if held is not None:
        session.delete(held)
