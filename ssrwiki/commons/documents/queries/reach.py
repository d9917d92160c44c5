"""What `permissions` decides for one document, as conditions for lists and as reader tokens.

A *reader token* names a circle of readers in the search index: an entry carries those of its
audience, a viewer those of the circles they belong to; one in common is enough.
"""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, select, true

from ssrwiki.commons.documents.models import Document, DocumentOwner, Projected
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people.rules import Actor

EVERYBODY = "public"
ALL_MEMBERS = "members"


def readable(viewer: Actor) -> ColumnElement[bool]:
    """The condition under which a document is in the viewer's lists: `can_read` in SQL."""
    shown = true() if viewer.is_moderator else Document.hidden_at.is_(None)
    return and_(
        shown,
        or_(
            in_audience(viewer, Document.audience),
            and_(
                Document.working_audience.is_not(None),
                in_audience(viewer, Document.working_audience),
            ),
        ),
    )


def working_text_readable(viewer: Actor) -> ColumnElement[bool]:
    """`can_read_working_text` in SQL."""
    shown = true() if viewer.is_moderator else Document.hidden_at.is_(None)
    return and_(
        shown,
        or_(
            and_(Document.working_audience.is_(None), in_audience(viewer, Document.audience)),
            in_audience(viewer, Document.working_audience),
        ),
    )


def says(
    viewer: Actor, projection: type[Projected], which: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition that a document has such a row of a text that the viewer may read.

    What only the working text says tells those of the document who may read that.
    """
    found = select(projection.document_id).where(which)
    return or_(
        Document.id.in_(found.where(projection.is_working.is_(False))),
        and_(Document.id.in_(found.where(projection.is_working)), working_text_readable(viewer)),
    )


def in_audience(
    viewer: Actor, audience: SQLColumnExpression[str] | SQLColumnExpression[str | None]
) -> ColumnElement[bool]:
    """The condition that the viewer belongs to the audience in a column, of a joined document."""
    if viewer.is_guest:
        return audience == Audience.PUBLIC
    owned = (
        Document.id.in_(
            select(DocumentOwner.document_id).where(
                DocumentOwner.organisation_id == viewer.organisation_id
            )
        )
        if viewer.organisation_id
        else false()
    )
    return or_(
        audience.in_([Audience.PUBLIC, Audience.MEMBERS]),
        and_(audience.in_([Audience.UNIT, Audience.GROUP]), owned),
        and_(audience == Audience.GROUP, Document.group_id.in_(viewer.group_ids)),
    )


def tokens_of(viewer: Actor) -> frozenset[str]:
    """The circles a viewer reads with. Moderators search as everybody does."""
    if viewer.is_guest:
        return frozenset({EVERYBODY})
    unit = {_unit_token(viewer.organisation_id)} if viewer.organisation_id else set[str]()
    groups = {_group_token(group_id) for group_id in viewer.group_ids}
    return frozenset({EVERYBODY, ALL_MEMBERS} | unit | groups)


def tokens_for(document: Document, audience: str) -> frozenset[str]:
    """The circles that may find a text of the document with this audience; its owners are loaded.

    A hidden document's text is for no circle.
    """
    if document.hidden_at is not None:
        return frozenset()
    if audience == Audience.PUBLIC:
        return frozenset({EVERYBODY})
    if audience == Audience.MEMBERS:
        return frozenset({ALL_MEMBERS})
    owners = frozenset(_unit_token(owner.organisation_id) for owner in document.owners)
    if audience == Audience.GROUP and document.group_id is not None:
        return owners | {_group_token(document.group_id)}
    return owners


def _unit_token(organisation_id: int) -> str:
    return f"unit:{organisation_id}"


def _group_token(group_id: int) -> str:
    return f"group:{group_id}"
