"""What must hold before a document is created or saved, by whichever way it gets there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents import rules
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import is_owner, known_group_id
from ssrwiki.commons.documents.queries import documents, renderings, revisions
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock, keys
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.markup import outward
from ssrwiki.foundation.words import say


class NameTaken(Invalid):
    """A document that the actor may read has this name already; its title and where it stands."""

    def __init__(self, title: str, address: str) -> None:
        super().__init__(say("There is already “%(title)s” under this name.", title=title), "title")
        self.address = address


def require_creatable(
    session: Session,
    actor: Actor,
    kind: DocumentKind,
    manuscript: Manuscript,
    *,
    slug: str,
    has_owner: bool,
) -> None:
    """Lets a new document pass that the actor may create under this slug.

    Raises:
        NotAllowed, NameTaken, Invalid: when nobody could own it.
    """
    access.require(actor, kind.create, None)
    namesake = documents.of_slug(session, viewer=actor, slug=slug)
    if namesake is not None:
        raise NameTaken(namesake.title, namesake.address)
    if not has_owner and Audience.UNIT in {manuscript.audience, kind.working_audience}:
        raise Invalid(
            say("Only a verified member of an organisation can write for it."), "audience"
        )


def require_savable(
    session: Session,
    actor: Actor,
    kind: DocumentKind,
    document: Document,
    manuscript: Manuscript,
    *,
    based_on: int,
) -> None:
    """Lets a save pass that changes something, and gives the document its new readers.

    Raises:
        NotAllowed, Invalid: when nothing was changed, Conflict: with the text that stands now.
    """
    access.require(actor, kind.edit, document)
    head = revisions.revision(session, document, document.head_number)
    if based_on != head.number:
        raise Conflict(say("Somebody saved this while you were writing."), head.body)
    is_opened_or_closed = kind.working_audience is None and _changes_readers(
        session, actor, document, manuscript
    )
    if manuscript.content_hash(keys.of(session)) == head.content_hash and not is_opened_or_closed:
        raise Invalid(say("Nothing was changed, so nothing was saved."), "body")


def _changes_readers(
    session: Session, actor: Actor, document: Document, manuscript: Manuscript
) -> bool:
    """Gives the document the manuscript's audience; whether that is another than it had."""
    reading_id = group_id(session, actor, manuscript, document)
    is_other_group = reading_id is not None and reading_id != document.group_id
    if document.audience == manuscript.audience and not is_other_group:
        return False
    if not is_owner(actor, document):
        raise Invalid(say("Only its own organisation can change who may read this."), "audience")
    if is_other_group and document.group_id is not None:
        # A document has one group: another would read what was written for the first.
        raise Invalid(
            say("Earlier texts are for another group. Choose that group, or other readers."),
            "group",
        )
    document.audience = manuscript.audience
    document.group_id = reading_id or document.group_id
    return True


def group_id(
    session: Session, actor: Actor, manuscript: Manuscript, document: Document | None
) -> int | None:
    """The group of a text that a group reads: one of the actor's own, or the document's."""
    if manuscript.audience is not Audience.GROUP:
        return None
    standing_id = known_group_id(actor, document) if document is not None else None
    for group in people.groups_of(session, actor, standing_id=standing_id):
        if group.slug == manuscript.group:
            return group.id
    raise Invalid(say("Choose one of your groups."), "group")


def has_to_wait(
    session: Session, actor: Actor, document: Document | None, manuscript: Manuscript
) -> bool:
    """Whether this edit waits for a moderator; `document` None: it would make a new page."""
    if not actor.is_newcomer(clock.now()):
        return False
    before = ""
    if document is not None:
        head = revisions.revision(session, document, document.head_number)
        before = renderings.current(session, head).html
    own = select(Revision.id).where(authorship.is_by(actor, Revision.public_id)).limit(1)
    return rules.has_to_wait(
        outward.links_of(manuscript.rendered.html),
        outward.links_of(before),
        has_written=session.scalar(own) is not None,
    )
