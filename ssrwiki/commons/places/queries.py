"""The tree of places, read once from `containment.csv`, and names from CLDR through Babel."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from babel import Locale

from ssrwiki.commons.places import rules
from ssrwiki.commons.places.rules import Place
from ssrwiki.foundation import translation
from ssrwiki.foundation.errors import NotFound

_FALLBACK = Locale("en")


def all_places() -> tuple[Place, ...]:
    """Every place, each after the one that holds it."""
    return tuple(_places().values())


def find(code: str) -> Place | None:
    """The place of a code, which is exact: upper-case letters, or three digits."""
    return _places().get(code)


def place(code: str) -> Place:
    """The place of a code.

    Raises:
        NotFound: no place has it.
    """
    found = find(code)
    if found is None:
        raise NotFound
    return found


def place_by_slug(slug: str) -> Place | None:
    """The place with this address."""
    return _by_slug().get(slug)


def chain(code: str) -> tuple[str, ...]:
    """The place and all that hold it: country, region, continent, world.

    Raises:
        NotFound: no place has this code.
    """
    return rules.chain(_parents(), place(code).code)


def is_within(code: str, region: str) -> bool:
    """Whether `region` is the place or holds it.

    Raises:
        NotFound: no place has the first code.
    """
    return region in chain(code)


def children(code: str) -> tuple[Place, ...]:
    """What lies right below a place, in the order of the file; nothing below a country."""
    return _children().get(code, ())


def branch(code: str) -> frozenset[str]:
    """The codes of a place and of all that lies in it: a region gathers its countries.

    Raises:
        NotFound: no place has this code.
    """
    return rules.branch(_parents(), place(code).code)


def name(code: str, locale: Locale | str) -> str:
    """What a language calls the place; in English where Babel has no word of that language.

    With a capital, as a name: CLDR has "world" as a noun among them.

    `locale` is Babel's, or a language as the site writes it (`pt-BR`).

    Raises:
        NotFound: no place has this code.
    """
    known = place(code).code
    spoken = locale if isinstance(locale, Locale) else translation.locale_of(locale)
    found: str = spoken.territories.get(known) or _FALLBACK.territories[known]
    return found[:1].upper() + found[1:]


@cache
def names(language: str) -> Mapping[str, str]:
    """What the language calls every place, by code, each after the one that holds it."""
    return MappingProxyType({found.code: name(found.code, language) for found in all_places()})


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    file = resources.files("ssrwiki.commons.places") / "containment.csv"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple((row["code"], row["parent"], row["slug"]) for row in csv.DictReader(lines))


@cache
def _parents() -> Mapping[str, str]:
    return MappingProxyType({code: parent for code, parent, _slug in _rows() if parent})


@cache
def _places() -> Mapping[str, Place]:
    kinds = ((code, rules.kind_of(_parents(), code), slug) for code, _parent, slug in _rows())
    return MappingProxyType({code: Place(code, kind, slug) for code, kind, slug in kinds})


@cache
def _children() -> Mapping[str, tuple[Place, ...]]:
    below: defaultdict[str, list[Place]] = defaultdict(list)
    for code, parent in _parents().items():
        below[parent].append(_places()[code])
    return MappingProxyType({parent: tuple(found) for parent, found in below.items()})


@cache
def _by_slug() -> Mapping[str, Place]:
    return MappingProxyType({found.slug: found for found in all_places()})
