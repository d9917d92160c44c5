"""How the comments of a round are narrowed; read from the address, never sent."""

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from ssrwiki.commons.discussion.queries.comments import Filters
from ssrwiki.commons.discussion.rules import Kind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters of an address, and the address of each next page of them."""

    clause: str
    kind: str
    is_unanswered: bool
    is_mine: bool

    @property
    def filters(self) -> Filters:
        """For the query."""
        return Filters(self.clause, self.kind, self.is_unanswered, self.is_mine)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out of what was said about the clause, or of everything."""
        return self.filters != Filters(self.clause)

    def address(self, path: str, **more: str) -> str:
        """`path` narrowed in the same way."""
        held = {
            "clause": self.clause,
            "kind": self.kind,
            "unanswered": "1" if self.is_unanswered else "",
            "mine": "1" if self.is_mine else "",
            **more,
        }
        query = urlencode({name: value for name, value in held.items() if value})
        return f"{path}?{query}" if query else path


def narrowing(arguments: MultiDict[str, str]) -> Narrowing:
    """From the arguments of an address; what isn't known narrows nothing."""
    kind = arguments.get("kind", "")
    return Narrowing(
        clause=arguments.get("clause", "")[:12],
        kind=kind if kind in set(Kind) else "",
        is_unanswered=bool(arguments.get("unanswered")),
        is_mine=bool(arguments.get("mine")),
    )
