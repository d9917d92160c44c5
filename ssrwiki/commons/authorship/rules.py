"""How strictly an author is withheld, and how wide a byline must be before it hides anybody.

Source: safety rules 2 and 3, decision 24.

**What widening doesn't protect from.** A byline hides its author among the people who share it,
as long as the one who asks knows no more than the byline. It gives way to:

- *Subtraction*, at its edge. Those who find no five others on their whole way are "Practitioner",
  as unverified people are; whoever knows all verified people knows how many of them are left.
- *Difference over time.* Two bylines of one author, frozen before and after the crowd grew, meet
  in a smaller crowd than either. So no page links two withheld contributions of one person, and
  a byline is frozen when it is signed: it never gets finer, whatever the crowd does later.
- *Planted people.* Sock-puppets that were verified fill a cell; hence people of three
  organisations, and verification by a person.
- *The text itself*, which `foundation/giveaways.py` only warns about.

`docs/threats.md` carries these as open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ssrwiki.commons.people.rules import RoleFamily

Part = TypeVar("Part")
Chain = Callable[[str], Sequence[str]]

FEWEST_PEOPLE = 5
FEWEST_ORGANISATIONS = 3
DEPTH = 4
"""Of places: country, region, continent, world."""
_LEVEL_COUNT = 3 * DEPTH


class Attribution(StrEnum):
    """How an author asks to be shown, from the loosest to the strictest."""

    NAMED = "named"
    ROLE_AND_REGION = "role_and_region"
    SEALED = "sealed"

    @property
    def is_withheld(self) -> bool:
        """Whether the name is kept from everybody but the author."""
        return self is not Attribution.NAMED


_STRICTNESS = {attribution: rank for rank, attribution in enumerate(Attribution)}


def may_become(old: Attribution, new: Attribution) -> bool:
    """Whether a contribution may go from `old` to `new`: only to what is stricter."""
    return _STRICTNESS[new] > _STRICTNESS[old]


@dataclass(frozen=True, slots=True)
class Breadth:
    """One cell of role and region: how precisely a byline speaks.

    `family` None: any practitioner. `is_international` None: host-country or international.
    `region` is the code of a place.
    """

    family: RoleFamily | None
    is_international: bool | None
    region: str


WIDEST = Breadth(None, None, "001")


@dataclass(frozen=True, slots=True)
class Standing:
    """As what and where an author speaks; `regions` goes from the narrowest place to the world."""

    family: RoleFamily
    is_international: bool
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """One verified person of the crowd; keys only tell people and organisations apart."""

    person_key: str
    organisation_key: str
    family: RoleFamily
    is_international: bool
    regions: tuple[str, ...]


def widen(own: Standing, crowd: Sequence[Peer]) -> Breadth:
    """The first cell on the author's way outwards in which enough people come to rest.

    `crowd` is every verified person, the author among them; one person counts once however
    often they appear. When no cell is wide enough the widest stands: "Practitioner".
    """
    cells = resting_places(crowd)
    return next((cell for _level, cell in _way_outwards(own) if cell in cells), WIDEST)


def resting_places(crowd: Sequence[Peer]) -> frozenset[Breadth]:
    """The cells in which at least five people of at least three organisations come to rest.

    All start in their finest cells and go outwards together, level by level; who finds enough
    others in a cell stays, and is no cover for those who go on. So whoever knows all verified
    people, and takes away those who would have a finer byline, still finds five.
    """
    going: defaultdict[Standing, list[Peer]] = defaultdict(list)
    for peer in crowd:
        going[Standing(peer.family, peer.is_international, peer.regions)].append(peer)
    ways = {standing: dict(_way_outwards(standing)) for standing in going}
    found = set[Breadth]()
    for level in range(_LEVEL_COUNT):
        by_cell: defaultdict[Breadth, list[Standing]] = defaultdict(list)
        for standing in going:
            if level in ways[standing]:
                by_cell[ways[standing][level]].append(standing)
        for cell, standings in by_cell.items():
            if _is_wide_enough([peer for standing in standings for peer in going[standing]]):
                found.add(cell)
                for standing in standings:
                    del going[standing]
    return frozenset(found)


def _is_wide_enough(sharing: Sequence[Peer]) -> bool:
    people = {peer.person_key for peer in sharing}
    organisations = {peer.organisation_key for peer in sharing}
    return len(people) >= FEWEST_PEOPLE and len(organisations) >= FEWEST_ORGANISATIONS


def _way_outwards(own: Standing) -> Iterator[tuple[int, Breadth]]:
    """Every cell that is true of them, always a finer one before the coarser ones, with its level.

    In each place the word "host-country" or "international" goes first: a host state that looks
    for one of its own gains most by it. Then the place widens, for it is places that an
    author's superiors know by heart. The trade goes last, because by it readers weigh what is
    said. Practitioners then start again in their country.

    A level is the same for all, whether they begin in a country or in a region.
    """
    first = DEPTH - len(own.regions)
    for depth, region in enumerate(own.regions, first):
        yield 2 * depth, Breadth(own.family, own.is_international, region)
        yield 2 * depth + 1, Breadth(own.family, None, region)
    for depth, region in enumerate(own.regions, first):
        yield 2 * DEPTH + depth, Breadth(None, None, region)


@dataclass(frozen=True, slots=True)
class Byline:
    """What everybody sees of an author, frozen when the contribution is signed.

    Only a named one has a display name, a handle and an organisation (the verified one, or
    None); only a withheld one needs family, `is_international` and region, read as in `Breadth`.
    """

    attribution: Attribution
    display_name: str | None
    handle: str | None
    organisation: str | None
    family: RoleFamily | None
    is_international: bool | None
    region: str | None

    def __post_init__(self) -> None:
        if self.attribution.is_withheld and (self.display_name or self.handle or self.organisation):
            # Says nothing of whom: this message ends up in logs.
            raise ValueError("A withheld byline names somebody.")


def no_finer(current: Byline, agreed: Byline, chain: Chain) -> Byline:
    """`current` without what `agreed` keeps back.

    `agreed` is what the author saw before sending; another kind of attribution says nothing.
    `chain` gives a place and all that hold it. The cell that comes out holds the current one, so
    it is true of its author and of all behind whom the current one hides, whatever `agreed` says.
    """
    if agreed.attribution is not current.attribution:
        return current
    family = _common(current.family, agreed.family)
    word = _common(current.is_international, agreed.is_international)
    return replace(
        current,
        organisation=_common(current.organisation, agreed.organisation),
        family=family,
        is_international=word if family is not None else None,
        region=_common_region(current.region, agreed.region, chain),
    )


def _common(one: Part, other: Part) -> Part | None:
    return one if one == other else None


def _common_region(one: str | None, other: str | None, chain: Chain) -> str | None:
    """The narrowest place that holds both; None where a byline has none."""
    if one is None or other is None:
        return None
    around = chain(other)
    return next(place for place in chain(one) if place in around)
