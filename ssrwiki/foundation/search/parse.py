"""What a person typed, as a `Query`, and back.

Words must all be there; "a phrase"; -without; begin*; kind: topic: region: status: lang: narrow,
after:2025-01-31 and before: as well. What doesn't follow this is searched as words: there is no
wrong query, and no typed text raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ssrwiki.foundation.search.characters import WORD
from ssrwiki.foundation.search.port import Clause, ClauseKind, Facet, Filter, Order, Query

MOST_TERMS = 12
MOST_CHARACTERS = 200
SHORTEST_PREFIX = 2

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞", '"'))
_TERM = re.compile(
    r"""
    (?P<minus>-)?
    (?: "(?P<phrase>[^"]*)"?
      | (?P<word>[^\s"]+)
    )""",
    re.VERBOSE,
)
_FILTER = re.compile(rf"({'|'.join(Facet)}|after|before):([\w./-]+(?:,[\w./-]+)*)", re.IGNORECASE)
_AFTER, _BEFORE = "after", "before"


@dataclass(slots=True)
class _Draft:
    """What has been understood so far."""

    clauses: list[Clause] = field(default_factory=list)
    filters: dict[Facet, frozenset[str]] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)


def parse(text: str, order: Order = Order.RELEVANCE) -> Query:
    """The query a person means; beyond 200 characters or 12 terms the rest is left out."""
    draft = _Draft()
    terms = _TERM.finditer(text[:MOST_CHARACTERS].translate(_QUOTES))
    for _, found in zip(range(MOST_TERMS), filter(_says_something, terms), strict=False):
        _take(draft, found)
    return Query(
        tuple(draft.clauses),
        tuple(Filter(facet, draft.filters[facet]) for facet in Facet if facet in draft.filters),
        draft.dates.get(_AFTER),
        draft.dates.get(_BEFORE),
        order,
    )


def _says_something(found: re.Match[str]) -> bool:
    return WORD.search(found["phrase"] or found["word"] or "") is not None


def _take(draft: _Draft, found: re.Match[str]) -> None:
    is_excluded = found["minus"] is not None
    if found["phrase"] is not None:
        phrase = " ".join(found["phrase"].split())
        draft.clauses.append(Clause(ClauseKind.PHRASE, phrase, is_excluded))
    elif is_excluded or not _take_filter(draft, found["word"]):
        draft.clauses.append(_word(found["word"], is_excluded))


def _take_filter(draft: _Draft, word: str) -> bool:
    """Whether the word narrows the query; it is taken then."""
    found = _FILTER.fullmatch(word)
    if found is None:
        return False
    name, values = found[1].lower(), found[2].lower()
    if name not in (_AFTER, _BEFORE):
        facet = Facet(name)
        chosen = draft.filters.get(facet, frozenset())
        draft.filters[facet] = chosen | frozenset(values.split(","))
        return True
    try:
        draft.dates[name] = date.fromisoformat(values)
    except ValueError:
        return False
    return True


def _word(word: str, is_excluded: bool) -> Clause:
    stem = word.rstrip("*")
    words = WORD.findall(stem.replace("_", " "))
    is_prefix = stem != word and len(words) == 1 and stem.endswith(words[0])
    if is_prefix and len(words[0]) >= SHORTEST_PREFIX:
        return Clause(ClauseKind.PREFIX, stem, is_excluded)
    return Clause(ClauseKind.WORD, word, is_excluded)


def render(query: Query) -> str:
    """The query as it could have been typed; `order` isn't part of it."""
    return " ".join(_rendered(query))


def _rendered(query: Query) -> Iterator[str]:
    shapes = {ClauseKind.WORD: "{}", ClauseKind.PHRASE: '"{}"', ClauseKind.PREFIX: "{}*"}
    for clause in query.clauses:
        yield ("-" if clause.is_excluded else "") + shapes[clause.kind].format(clause.text)
    for each in query.filters:
        yield f"{each.facet}:{','.join(sorted(each.values))}"
    if query.updated_from:
        yield f"{_AFTER}:{query.updated_from.isoformat()}"
    if query.updated_before:
        yield f"{_BEFORE}:{query.updated_before.isoformat()}"
