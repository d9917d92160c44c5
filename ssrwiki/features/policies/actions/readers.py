"""Who may read a version: what an officer may choose, and the one group that a policy can have."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


@dataclass(frozen=True, slots=True)
class Readers:
    """An audience; `group_id` is set where a named group reads."""

    audience: Audience
    group_id: int | None = None


def chosen(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    editions: Sequence[Edition],
    audience: str,
    group: str,
) -> Readers:
    """The readers of a form; `group` is the slug of one of the actor's own, or of the policy's.

    Each version keeps its audience for ever, and a document has one group: another group can't
    follow, or it would read what was published for the first.

    Raises:
        Invalid: naming the field at fault.
    """
    if audience not in set(Audience):
        raise Invalid(say("Choose who may read it."), "audience")
    if audience != Audience.GROUP:
        return Readers(Audience(audience))
    groups = people.groups_of(session, actor, standing_id=document.group_id)
    found = next((each for each in groups if each.slug == group), None)
    if found is None:
        raise Invalid(say("Choose one of your groups."), "group")
    has_group = any(each.version.audience == Audience.GROUP for each in editions)
    if has_group and document.group_id != found.id:
        raise Invalid(
            say("An earlier version is for another group. Choose that group, or other readers."),
            "group",
        )
    return Readers(Audience.GROUP, found.id)
