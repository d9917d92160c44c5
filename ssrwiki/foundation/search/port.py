"""What features and a search backend say to each other: plain values and one protocol.

The embedded backend is `door.SearchIndex`; another one, on PostgreSQL, can stand behind the same
protocol. Nothing here knows how an index is kept.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from ssrwiki.foundation.errors import SsrwikiError
from ssrwiki.foundation.words import say


class IndexUnavailable(SsrwikiError):
    """There is no index to ask: missing, of an older layout, or damaged. Titles still work."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            say("Search is being rebuilt. Until it is ready, only titles can be found.")
        )
        self.reason = reason


class Condition(StrEnum):
    """What stands on disk; everything but `READY` asks for a rebuild."""

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    BROKEN = "broken"


class Facet(StrEnum):
    """What one can narrow by; the value is also the word before the colon in a typed query."""

    KIND = "kind"
    TOPIC = "topic"
    REGION = "region"
    STATUS = "status"
    LANG = "lang"


class Order(StrEnum):
    """How hits are sorted. Without any word to rank by, `RELEVANCE` means newest first too."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


class ClauseKind(StrEnum):
    """How a clause's text is looked for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One findable text. `variant` tells the entries of one thing apart ("" or "working").

    `topics` and `regions` carry their ancestors too, so that a broad one finds the narrow ones.
    An entry without `readers` is found by nobody. What was said about a thing is an entry of its
    own, with its words in `remark` and nothing in the fields before it.
    """

    kind: str
    key: str
    variant: str = ""
    title: str
    headings: str = ""
    abstract: str = ""
    body: str = ""
    remark: str = ""
    lang: str = ""
    status: str = ""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    readers: frozenset[str]
    updated_at: datetime

    def __post_init__(self) -> None:
        if ":" in self.kind or "#" in self.key or not self.kind or not self.key:
            raise ValueError(f"Not the name of an entry: {self.kind!r}, {self.key!r}")

    @property
    def thing(self) -> str:
        """Shared by all entries of one thing."""
        return thing_name(self.kind, self.key)

    @property
    def name(self) -> str:
        """Unique in the index."""
        return f"{self.thing}#{self.variant}" if self.variant else self.thing

    @property
    def digest(self) -> str:
        """Changes with any field; the drift check compares it."""
        parts = [
            *(self.title, self.headings, self.abstract, self.body, self.remark),
            *(self.lang, self.status),
            *("", *sorted(self.topics), "", *sorted(self.regions), "", *sorted(self.readers)),
            self.updated_at.isoformat(),
        ]
        return hashlib.blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing looked for; `text` is as typed, without quotes, star or minus."""

    kind: ClauseKind
    text: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Any of these values will do; several filters must all hold."""

    facet: Facet
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses and all filters must hold. `updated_from` is included, `updated_before` not."""

    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    updated_from: date | None = None
    updated_before: date | None = None
    order: Order = Order.RELEVANCE

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked; the backend would answer with everything readable."""
        return self == Query(order=self.order)

    def narrowed(self, facet: Facet, *values: str) -> "Query":
        """The same query with this facet set to any of `values`; with none, freed from it."""
        kept = tuple(each for each in self.filters if each.facet is not facet)
        wanted = frozenset(value.lower() for value in values if value)
        return replace(self, filters=(*kept, Filter(facet, wanted)) if wanted else kept)

    def chosen(self, facet: Facet) -> frozenset[str]:
        """The values this facet is narrowed to; empty when it is free."""
        return frozenset().union(*(f.values for f in self.filters if f.facet is facet))


@dataclass(frozen=True, slots=True)
class Hit:
    """Where to look in the database. The score is for tests and order, never for a page."""

    kind: str
    key: str
    variant: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many readable hits have this value, were this facet free and all else as asked."""

    facet: Facet
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits, best first, the exact total, and the counts, highest first per facet."""

    total: int
    hits: tuple[Hit, ...]
    counts: tuple[FacetCount, ...]

    def of(self, facet: Facet) -> tuple[FacetCount, ...]:
        """The counts of one facet."""
        return tuple(each for each in self.counts if each.facet is facet)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The entries a thing has now; none means that it is gone.

    `is_expunged`: its former words must leave the disk as well, not only the answers.
    """

    kind: str
    key: str
    entries: tuple[Entry, ...]
    is_expunged: bool = False

    @property
    def thing(self) -> str:
        """How the thing is called in the index."""
        return thing_name(self.kind, self.key)

    @property
    def digests(self) -> dict[str, str]:
        """By name, what the index says of each entry afterwards."""
        return {entry.name: entry.digest for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a feature declares: how to list its things, and how to write down some of them now.

    `entries` gets up to some hundred keys; a key for which it yields nothing is taken out.
    `leaning` names its things whose entries lean on those of another kind, given by kind and
    keys, as comments do on their document's readers and topics: they are looked at with them.
    """

    kind: str
    keys: Callable[[Session], Iterable[str]]
    entries: Callable[[Session, Sequence[str]], Iterable[Entry]]
    leaning: Callable[[Session, str, Sequence[str]], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Wear:
    """How many entries an index keeps, and how many of them nobody can find any more."""

    entry_count: int
    dead_count: int


class SearchBackend(Protocol):
    """What any index can do. `readers` are the viewer's reader tokens."""

    def search(self, query: Query, readers: frozenset[str], page: int = 1, size: int = 20) -> Hits:
        """One page of hits. Raises: IndexUnavailable."""

    def suggest(self, query: Query, readers: frozenset[str]) -> Query | None:
        """The query as it was perhaps meant, with at least one hit. Raises: IndexUnavailable."""

    def replace(self, replacements: Sequence[Replacement]) -> None:
        """Brings these things to their present state, durably. Raises: IndexUnavailable."""

    def digests(self) -> Iterator[tuple[str, str]]:
        """Name and digest of every entry. Raises: IndexUnavailable."""

    def condition(self) -> Condition:
        """Whether it can answer, or else why not."""


def thing_name(kind: str, key: str) -> str:
    """How a thing is called in the index."""
    return f"{kind}:{key}"


def hit_of(name: str, score: float) -> Hit:
    """The hit behind an entry's name."""
    thing, _, variant = name.partition("#")
    kind, _, key = thing.partition(":")
    return Hit(kind, key, variant, score)
