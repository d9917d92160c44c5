"""Pages as search finds them."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import entries
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.feature import Findable, Found
from ssrwiki.foundation.search.port import Entry, Hit, Searchable
from ssrwiki.foundation.words import say

KIND = "page"


def _keys(session: Session) -> Iterable[str]:
    return entries.keys(session, KIND)


def _entries(session: Session, public_ids: Sequence[str]) -> Iterable[Entry]:
    return entries.of_heads(session, KIND, public_ids)


def _found(session: Session, viewer: Actor, hits: Sequence[Hit]) -> Sequence[Found]:
    heads = entries.heads(session, viewer, hits)
    return [
        Found(
            hit=hit,
            title=head.title,
            address=head.document.address,
            text=head.text,
            lang=head.lang,
            revised_on=head.revised_on,
        )
        for hit in hits
        if (head := heads.get(hit.key)) is not None
    ]


SEARCHABLE = Searchable(KIND, _keys, _entries)

FINDABLE = Findable(kind=KIND, label=say("Page"), heading=say("Pages"), found=_found)
