"""Positions on a version: what they ask of their holders, how long they stand, how they count.

Source: anchors/roadtest.md sections 3.3 and 3.7, safety rule 10.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.counting import FEWEST_SHOWN


class Position(StrEnum):
    """What somebody thinks of a version, in the order of the form; `withdrawn` takes it back."""

    AGREE = "agree"
    AGREE_WITH_CONDITIONS = "agree_with_conditions"
    ABSTAIN = "abstain"
    DISAGREE = "disagree"
    OBJECT = "object"
    WITHDRAWN = "withdrawn"

    @property
    def needs_reason(self) -> bool:
        """Whether its holder must say why."""
        return self in {Position.DISAGREE, Position.OBJECT}

    @property
    def needs_conditions(self) -> bool:
        """Whether its holder must say what would have to change."""
        return self is Position.AGREE_WITH_CONDITIONS


POSITIONS = tuple(position for position in Position if position is not Position.WITHDRAWN)
"""Those that one can choose."""


class PositionProblem(StrEnum):
    """Why a position can't be taken as it is."""

    NO_SUCH_POSITION = "no_such_position"
    NO_REASON = "no_reason"
    NO_CONDITIONS = "no_conditions"


def position_problem(chosen: str, reason: str, conditions: str) -> PositionProblem | None:
    """What its holder still has to say; None: nothing."""
    if chosen not in POSITIONS:
        return PositionProblem.NO_SUCH_POSITION
    position = Position(chosen)
    if position.needs_reason and not reason.strip():
        return PositionProblem.NO_REASON
    if position.needs_conditions and not conditions.strip():
        return PositionProblem.NO_CONDITIONS
    return None


class Standing(StrEnum):
    """What a position is worth on the current text."""

    CURRENT = "current"
    CARRIED = "carried"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"

    @property
    def is_counted(self) -> bool:
        """Whether it speaks of the text that readers see."""
        return self in {Standing.CURRENT, Standing.CARRIED}


@dataclass(frozen=True, slots=True)
class PublishedText:
    """A published version, as far as positions depend on it.

    `content_hash` is of all that its readers see; `change_class` is against the one before.
    """

    number: int
    content_hash: str
    change_class: ChangeClass


def standing(
    version_number: int, texts: Collection[PublishedText], *, is_contested: bool = False
) -> Standing:
    """How a living position on a version stands against the newest of all published texts.

    It is stale when its own version isn't among them, and when its holder contests by name that
    only the wording has changed since.
    """
    endorsed = next((each for each in texts if each.number == version_number), None)
    if endorsed is None:
        return Standing.STALE
    newest = max(texts, key=lambda each: each.number)
    if newest.content_hash == endorsed.content_hash:
        return Standing.CURRENT
    later = [each.change_class for each in texts if each.number > version_number]
    is_same_in_substance = all(change is ChangeClass.EDITORIAL for change in later)
    is_carried = is_same_in_substance and not is_contested
    return Standing.CARRIED if is_carried else Standing.STALE


def standing_of_row(
    position: Position, version_number: int, texts: Collection[PublishedText], *, is_replaced: bool
) -> Standing:
    """The same for any row of the record, those that were replaced or taken back among them."""
    if is_replaced:
        return Standing.REPLACED
    if position is Position.WITHDRAWN:
        return Standing.WITHDRAWN
    return standing(version_number, texts)


def is_open_objection(position: Position, *, is_ruled: bool) -> bool:
    """Whether approval must wait. An objection never goes stale: its holder or a ruling ends it."""
    return position is Position.OBJECT and not is_ruled


class CountGroup(StrEnum):
    """In which of the counts a position appears; each is in one only."""

    COUNTED = "counted"
    STALE = "stale"
    VERIFIED_AFTER_OPENING = "verified_after_opening"
    OWNERS = "owners"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A living position, with what counting asks about its holder at that time."""

    position: Position
    standing: Standing
    organisation_id: int | None
    is_verified: bool
    is_verified_after_opening: bool
    is_from_owner: bool
    is_withheld: bool

    @property
    def group(self) -> CountGroup:
        """Where it counts: whose it is comes first, then who vouched for them, then its age."""
        if self.is_from_owner:
            return CountGroup.OWNERS
        if not self.is_verified:
            return CountGroup.UNVERIFIED
        if not self.standing.is_counted:
            return CountGroup.STALE
        if self.is_verified_after_opening:
            return CountGroup.VERIFIED_AFTER_OPENING
        return CountGroup.COUNTED


@dataclass(frozen=True, slots=True)
class PositionCount:
    """How many people, by name from how many organisations, hold a position."""

    position: Position
    people_count: int
    organisation_count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The headline of a version, and beside it, never in it, everybody else.

    Organisations are those of people who sign by name: whether the count goes up with a withheld
    position would tell which ones its holder is not from.

    Lists by position have every choosable position, in the order of the form.
    """

    people_count: int
    organisation_count: int
    counted: tuple[PositionCount, ...]
    owners: tuple[PositionCount, ...]
    verified_after_opening: tuple[PositionCount, ...]
    stale: tuple[PositionCount, ...]
    unverified_count: int


def tally(ballots: Sequence[Ballot]) -> Tally:
    """The counts of living positions; rows that were replaced or taken back have no place here."""
    by_group = {group: [each for each in ballots if each.group is group] for group in CountGroup}
    counted = by_group[CountGroup.COUNTED]
    return Tally(
        people_count=len(counted),
        organisation_count=_organisation_count(counted),
        counted=_by_position(counted),
        owners=_by_position(by_group[CountGroup.OWNERS]),
        verified_after_opening=_by_position(by_group[CountGroup.VERIFIED_AFTER_OPENING]),
        stale=_by_position(by_group[CountGroup.STALE]),
        unverified_count=len(by_group[CountGroup.UNVERIFIED]),
    )


def _by_position(ballots: Sequence[Ballot]) -> tuple[PositionCount, ...]:
    counts = []
    for position in POSITIONS:
        holding = [each for each in ballots if each.position is position]
        counts.append(PositionCount(position, len(holding), _organisation_count(holding)))
    return tuple(counts)


def _organisation_count(ballots: Sequence[Ballot]) -> int:
    return len({each.organisation_id for each in ballots if not each.is_withheld} - {None})


def is_number_shown(people_count: int, withheld_count: int) -> bool:
    """Whether the size of a group may be told beside a list of the names in it.

    Of a few people, those who aren't in the list are known by subtraction. `withheld_count` is of
    all groups: were it the group's own, a number left out would tell who is in it.
    """
    return people_count >= FEWEST_SHOWN or withheld_count == 0
