"""Positions: what they ask of their holders, how long they stand, in which count they are."""

from collections.abc import Sequence

import pytest

from ssrwiki.features.policies.rules import editorial, endorsements
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.editorial import EditorialProblem
from ssrwiki.features.policies.rules.endorsements import (
    Ballot,
    CountGroup,
    Position,
    PositionProblem,
    PublishedText,
    Standing,
)

EDITORIAL, SUBSTANTIVE = ChangeClass.EDITORIAL, ChangeClass.SUBSTANTIVE


def texts(*changes: ChangeClass, same_as_first: bool = False) -> Sequence[PublishedText]:
    """Version 1, and one more for each change."""
    first = PublishedText(1, "hash-1", SUBSTANTIVE)
    later = [
        PublishedText(number, "hash-1" if same_as_first else f"hash-{number}", change)
        for number, change in enumerate(changes, start=2)
    ]
    return [first, *later]


def ballot(
    position: Position = Position.AGREE,
    *,
    standing: Standing = Standing.CURRENT,
    organisation_id: int | None = 1,
    is_verified: bool = True,
    is_late: bool = False,
    is_from_owner: bool = False,
    is_withheld: bool = False,
) -> Ballot:
    return Ballot(
        position, standing, organisation_id, is_verified, is_late, is_from_owner, is_withheld
    )


@pytest.mark.parametrize(
    ("position", "reason", "conditions", "problem"),
    [
        ("agree", "", "", None),
        ("abstain", "", "", None),
        ("disagree", " ", "", PositionProblem.NO_REASON),
        ("object", "", "x", PositionProblem.NO_REASON),
        ("object", "It would cost lives.", "", None),
        ("agree_with_conditions", "x", "", PositionProblem.NO_CONDITIONS),
        ("agree_with_conditions", "", "Fuel comes first.", None),
        ("withdrawn", "", "", PositionProblem.NO_SUCH_POSITION),
        ("love_it", "", "", PositionProblem.NO_SUCH_POSITION),
    ],
)
def test_each_position_asks_for_the_words_it_needs(
    position: str, reason: str, conditions: str, problem: PositionProblem | None
) -> None:
    assert endorsements.position_problem(position, reason, conditions) is problem


@pytest.mark.parametrize(
    ("published", "standing"),
    [
        (texts(), Standing.CURRENT),
        (texts(SUBSTANTIVE, same_as_first=True), Standing.CURRENT),
        (texts(EDITORIAL, EDITORIAL), Standing.CARRIED),
        (texts(EDITORIAL, SUBSTANTIVE), Standing.STALE),
        (texts(SUBSTANTIVE, EDITORIAL), Standing.STALE),
    ],
)
def test_a_position_stands_until_the_substance_changes(
    published: Sequence[PublishedText], standing: Standing
) -> None:
    assert endorsements.standing(1, published) is standing


def test_a_position_on_the_newest_text_is_current_whatever_came_before() -> None:
    assert endorsements.standing(3, texts(SUBSTANTIVE, SUBSTANTIVE)) is Standing.CURRENT


def test_a_row_that_was_replaced_or_taken_back_says_so() -> None:
    published = texts(SUBSTANTIVE)

    def standing(position: Position, *, is_replaced: bool) -> Standing:
        return endorsements.standing_of_row(position, 1, published, is_replaced=is_replaced)

    assert standing(Position.AGREE, is_replaced=True) is Standing.REPLACED
    assert standing(Position.WITHDRAWN, is_replaced=False) is Standing.WITHDRAWN
    assert standing(Position.AGREE, is_replaced=False) is Standing.STALE


def test_an_objection_stays_open_until_its_holder_or_a_ruling_ends_it() -> None:
    assert endorsements.is_open_objection(Position.OBJECT, is_ruled=False)
    assert not endorsements.is_open_objection(Position.OBJECT, is_ruled=True)
    assert not endorsements.is_open_objection(Position.DISAGREE, is_ruled=False)


@pytest.mark.parametrize(
    ("given", "group"),
    [
        (ballot(), CountGroup.COUNTED),
        (ballot(standing=Standing.CARRIED), CountGroup.COUNTED),
        (ballot(standing=Standing.STALE), CountGroup.STALE),
        (ballot(is_from_owner=True), CountGroup.OWNERS),
        (ballot(is_from_owner=True, is_verified=False), CountGroup.OWNERS),
        (ballot(is_verified=False), CountGroup.UNVERIFIED),
        (ballot(is_late=True), CountGroup.VERIFIED_AFTER_OPENING),
        (ballot(is_late=True, standing=Standing.STALE), CountGroup.STALE),
    ],
)
def test_each_position_is_in_one_count_only(given: Ballot, group: CountGroup) -> None:
    assert given.group is group


def test_the_headline_counts_verified_outsiders_and_their_organisations() -> None:
    tally = endorsements.tally(
        [
            ballot(organisation_id=1),
            ballot(organisation_id=1),
            ballot(Position.DISAGREE, organisation_id=2),
            ballot(organisation_id=3, standing=Standing.STALE),
            ballot(organisation_id=4, is_from_owner=True),
            ballot(organisation_id=5, is_late=True),
            ballot(organisation_id=None, is_verified=False),
        ]
    )
    assert (tally.people_count, tally.organisation_count) == (3, 2)
    assert {each.position: each.people_count for each in tally.counted} == {
        Position.AGREE: 2,
        Position.AGREE_WITH_CONDITIONS: 0,
        Position.ABSTAIN: 0,
        Position.DISAGREE: 1,
        Position.OBJECT: 0,
    }
    for beside in (tally.owners, tally.verified_after_opening, tally.stale):
        assert sum(each.people_count for each in beside) == 1
    assert tally.unverified_count == 1


def test_organisations_of_withheld_positions_are_not_counted() -> None:
    tally = endorsements.tally(
        [ballot(organisation_id=1), ballot(organisation_id=2, is_withheld=True)]
    )
    assert (tally.people_count, tally.organisation_count) == (2, 1)


@pytest.mark.parametrize(
    ("people_count", "withheld_count", "is_shown"),
    [(4, 0, True), (4, 1, False), (0, 1, False), (5, 1, True)],
)
def test_a_few_are_not_numbered_beside_a_withheld_position(
    people_count: int, withheld_count: int, is_shown: bool
) -> None:
    assert endorsements.is_number_shown(people_count, withheld_count) is is_shown


CLAUSE = (
    "The officer in charge of the station shall sign the custody register at the start of each "
    "shift and again at its end, in the presence of a colleague, and hand the key to the officer "
    "who follows, so that no person is held without a name in the book at any hour of the day."
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("station shall sign", "station should sign", EditorialProblem.MODAL_VERB),
        ("so that no person", "so that every person", EditorialProblem.NEGATION),
        ("a colleague", "two colleagues", EditorialProblem.NUMBER),
        ("again at its end", "again by 31.12.2027", EditorialProblem.DATE),
        ("in the presence of a colleague, and hand", "and hand", EditorialProblem.TOO_MUCH),
    ],
)
def test_a_change_of_substance_cannot_be_called_editorial(
    old: str, new: str, problem: EditorialProblem
) -> None:
    assert problem in editorial.editorial_problems(CLAUSE, CLAUSE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("L'officier doit signer", "L'officier peut signer", EditorialProblem.MODAL_VERB),
        ("Il n'est pas tenu", "Il est tenu", EditorialProblem.NEGATION),
        ("dans les dix jours", "dans les vingt jours", EditorialProblem.NUMBER),
        ("avant le mois de mars", "avant le mois de mai", EditorialProblem.DATE),
    ],
)
def test_french_words_are_known_too(old: str, new: str, problem: EditorialProblem) -> None:
    assert problem in editorial.editorial_problems(old, new)


def test_a_spelling_put_right_in_a_long_clause_is_editorial() -> None:
    assert editorial.editorial_problems(CLAUSE.replace("custody", "custdoy"), CLAUSE) == ()
    assert editorial.editorial_problems(CLAUSE, CLAUSE) == ()


def test_a_clause_that_is_new_or_gone_has_changed_too_much() -> None:
    assert EditorialProblem.TOO_MUCH in editorial.editorial_problems("", "A word.")
    assert EditorialProblem.TOO_MUCH in editorial.editorial_problems("A word.", "")


def test_a_modal_verb_that_only_moved_is_a_change_too() -> None:
    old = "The officer shall sign and the clerk may watch"
    new = "The officer may sign and the clerk shall watch"
    assert EditorialProblem.MODAL_VERB in editorial.editorial_problems(old, new)
