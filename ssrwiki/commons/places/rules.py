"""The arithmetic of containment, over a tree of places given as child code → parent code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

WORLD = "001"


class PlaceKind(StrEnum):
    """From the widest to the narrowest."""

    WORLD = "world"
    CONTINENT = "continent"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the tree; `slug` is its address, fixed for good."""

    code: str
    kind: PlaceKind
    slug: str


def kind_of(parents: Mapping[str, str], code: str) -> PlaceKind:
    """What a code stands for: letters are a country, digits tell by their depth."""
    if code == WORLD:
        return PlaceKind.WORLD
    if code.isalpha():
        return PlaceKind.COUNTRY
    return PlaceKind.CONTINENT if parents[code] == WORLD else PlaceKind.REGION


def chain(parents: Mapping[str, str], code: str) -> tuple[str, ...]:
    """The place and all that hold it, narrowest first, down to the world."""
    held = [code]
    while held[-1] != WORLD:
        held.append(parents[held[-1]])
    return tuple(held)


def is_within(parents: Mapping[str, str], code: str, region: str) -> bool:
    """Whether `region` is the place or holds it."""
    return region in chain(parents, code)


def branch(parents: Mapping[str, str], code: str) -> frozenset[str]:
    """The place and all that lies in it."""
    return frozenset(one for one in {*parents, WORLD} if is_within(parents, one, code))
