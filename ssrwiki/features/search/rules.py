"""What a search address asks for, and the addresses that ask for a little more or less."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

PATH = "/search"
NEWEST = "newest"
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter, by the names of its query parameter and value."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Words as typed, at most one value a filter, a page counted from 1, and the order."""

    words: str = ""
    narrowings: tuple[Narrowing, ...] = ()
    page: int = 1
    is_newest_first: bool = False

    @property
    def address(self) -> str:
        """Where this is asked; what isn't asked leaves no trace in it."""
        sort = NEWEST if self.is_newest_first else ""
        page = str(self.page) if self.page > 1 else ""
        narrowed = [(each.facet, each.value) for each in self.narrowings]
        pairs = [("q", self.words), *narrowed, ("sort", sort), ("page", page)]
        asked = urlencode([(name, value) for name, value in pairs if value])
        return f"{PATH}?{asked}" if asked else PATH

    def value_of(self, facet: str) -> str:
        """What the filter is set to; "" when it is free."""
        return next((each.value for each in self.narrowings if each.facet == facet), "")

    def narrowed(self, facet: str, value: str) -> "Asked":
        """The same from its first page, with this filter set, or with "" freed."""
        others = tuple(each for each in self.narrowings if each.facet != facet)
        here = (Narrowing(facet, value),) if value else ()
        return replace(self, narrowings=(*others, *here), page=1)

    def meaning(self, words: str) -> "Asked":
        """The same from its first page, with other words."""
        return replace(self, words=words, page=1)

    def on_page(self, page: int) -> "Asked":
        """Another page of the same."""
        return replace(self, page=page)

    def sorted(self, *, is_newest_first: bool) -> "Asked":
        """The same from its first page, in another order."""
        return replace(self, is_newest_first=is_newest_first, page=1)


def page_number(text: str) -> int:
    """The page that an address names; the first for anything that is none."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()):
        return 1
    return min(max(int(plain[:9]), 1), LAST_PAGE)


def page_count(total: int, size: int) -> int:
    """How many pages hold so many results; one when there are none."""
    return min(max(1, -(-total // size)), LAST_PAGE)
