"""Comments on clauses that were merged or split: words that live on verbatim are never lost."""

import pytest

from ssrwiki.features.policies.rules import anchors, clauses
from ssrwiki.features.policies.rules.anchors import AnchoredClause, OriginalAnchor, Placement
from ssrwiki.features.policies.rules.clauses import NewClause, OldClause

TRAINERS = "The trainers speak the language of the host country and know its law."
HOMES = "The trainers live outside the barracks and buy food from local markets."
WEAPONS = "Nobody may carry a private weapon inside the compound at any time."
REVIEW = "The review takes place after eighteen months and its results are published."
REGISTER = (
    "A register of all visits is kept in the station and is open to the public on Mondays, and "
    "its pages are numbered and signed by the chief of the station in the presence of two elders."
)
OTHER_TRAINERS = TRAINERS.replace("know its law", "respect its laws")


def placed(old: list[str], new: list[str], clause: int, quote: str = "") -> tuple[Placement, str]:
    """Where a comment on the old clause stands, and the words there, "" for a whole clause."""
    before = [OldClause(f"o{n}", text, "paragraph", str(n)) for n, text in enumerate(old)]
    carried = clauses.carry(before, [NewClause(text, "paragraph") for text in new])
    ids = [kept or f"n{n}" for n, kept in enumerate(carried.ids)]
    placement = anchors.place(
        OriginalAnchor(f"o{clause}", quote),
        [AnchoredClause(each.id, each.text) for each in before],
        [AnchoredClause(*each) for each in zip(ids, new, strict=True)],
    )
    text = new[ids.index(placement.clause_id)] if placement.clause_id else ""
    return placement, text[placement.start : placement.end]


MERGED = [REVIEW, f"{TRAINERS} {HOMES}", REGISTER]


@pytest.mark.parametrize("quote", [HOMES, "buy food from local markets", "local"])
def test_a_clause_merged_into_its_neighbour_takes_its_comments_along(quote: str) -> None:
    old = [REVIEW, TRAINERS, HOMES, WEAPONS, REGISTER]
    found, words = placed(old, MERGED, 2, "" if quote == HOMES else quote)
    assert (found.state, found.score, words) == ("moved", 1.0, quote)


def test_a_clause_merged_and_reworded_is_found_by_the_words_that_live_on() -> None:
    reworded = [REVIEW, f"{TRAINERS} {HOMES.replace('buy', 'get')}", REGISTER]
    found, words = placed([REVIEW, TRAINERS, HOMES, WEAPONS, REGISTER], reworded, 2)
    assert (found.state, words) == ("changed", HOMES.replace("buy", "get"))
    assert found.score > 0.9


def test_a_clause_split_in_three_keeps_its_comment_at_the_part_with_most_of_it() -> None:
    old = [REVIEW, f"{TRAINERS} {HOMES} {WEAPONS}", REGISTER]
    found, words = placed(old, [REVIEW, TRAINERS, HOMES, WEAPONS, REGISTER], 1)
    assert (found.state, found.score, words) == ("changed", 1.0, TRAINERS)


def test_a_clause_split_and_reworded_in_one_half_is_no_question_to_anybody() -> None:
    old = [REVIEW, f"{TRAINERS} {HOMES}", WEAPONS]
    found, _ = placed(old, [REVIEW, OTHER_TRAINERS, HOMES, WEAPONS], 1)
    assert found.state == "changed"
    assert found.score > 0.8


def test_a_little_that_lives_on_in_the_other_half_is_put_to_a_person_there() -> None:
    old = [REVIEW, f"{TRAINERS} {HOMES}", WEAPONS]
    found, words = placed(old, [REVIEW, OTHER_TRAINERS, HOMES, WEAPONS], 1, "know its law")
    assert (found.state, words) == ("confirm", OTHER_TRAINERS)


@pytest.mark.parametrize("quote", ["", "host country", "the host country"])
def test_words_of_a_deleted_clause_are_not_taken_for_those_of_a_clause_that_stayed(
    quote: str,
) -> None:
    old = [TRAINERS, "Officers report to the host country each week.", REVIEW]
    found, _ = placed(old, [TRAINERS, REVIEW], 1, quote)
    assert found.state == "orphan"


def test_a_new_clause_in_place_of_a_deleted_one_inherits_nothing() -> None:
    found, _ = placed([TRAINERS, WEAPONS, REVIEW], [TRAINERS, REGISTER, REVIEW], 1)
    assert found.state == "orphan"
