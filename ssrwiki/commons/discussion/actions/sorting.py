"""Sorting comments: what the owning office takes each for, beside what its author called it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion import rules
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.permissions import SORT
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


def sort(
    session: Session, *, actor: Actor, document: Document, comments: Sequence[Comment], kind: str
) -> None:
    """Sorts these comments as one kind; the kind that its author chose takes the mark away again.

    Raises:
        NotAllowed, Invalid: for a kind that there isn't, or that one of the comments can't be.
    """
    access.require(actor, SORT, document)
    for comment in comments:
        if not rules.can_be_sorted_as(kind, comment.replacement):
            raise Invalid(say("Choose what these comments are."), "sorted_kind")
        comment.sorted_kind = None if kind == comment.kind else kind
