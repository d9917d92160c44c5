"""Beginning a policy, and saving its working text."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import saving
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import is_owner
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import kinds
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


def begin(
    session: Session,
    *,
    actor: Actor,
    manuscript: Manuscript,
    owner_ids: Sequence[int] = (),
    slug: str = "",
) -> Document:
    """A policy with its first working text; nobody but its owning units sees it yet.

    Raises:
        NotAllowed, Invalid: naming the field at fault.
    """
    document = saving.create(
        session,
        actor=actor,
        kind=kinds.POLICY,
        manuscript=manuscript,
        owner_ids=owner_ids,
        slug=slug,
    )
    _keep_ownership(actor, document)
    return document


def save(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    manuscript: Manuscript,
    based_on: int,
) -> Revision:
    """The next revision of the working text.

    Raises:
        NotAllowed, Invalid, Conflict: somebody saved since `based_on`.
    """
    revision = saving.save(
        session,
        actor=actor,
        kind=kinds.POLICY,
        document=document,
        manuscript=manuscript,
        based_on=based_on,
    )
    _keep_ownership(actor, document)
    return revision


def _keep_ownership(actor: Actor, document: Document) -> None:
    """Nobody gives a policy to a unit of others alone: the text would vanish from under them."""
    if not is_owner(actor, document):
        raise Invalid(say("Your own unit must stay among the owning units."), kinds.OWNING_UNITS)
