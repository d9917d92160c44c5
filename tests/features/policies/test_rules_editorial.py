"""What can't be called editorial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import editorial
from ssrwiki.features.policies.rules.editorial import EditorialProblem

LONG = " ".join(["Every station keeps its register in good order and shows it to visitors."] * 10)


def problems(old: str, new: str) -> tuple[EditorialProblem, ...]:
    """Of a change in a clause so long that its share of words is small."""
    return editorial.editorial_problems(f"{LONG} {old}", f"{LONG} {new}")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("within 30 days", "within 60 days", EditorialProblem.NUMBER),
        ("at least three of them", "at least five of them", EditorialProblem.NUMBER),
        ("a fee of 2.5 in all", "a fee of 25 in all", EditorialProblem.NUMBER),
        ("by 31 March next", "by 31 June next", EditorialProblem.DATE),
        ("from 2026-03-31 on", "from 2027-03-31 on", EditorialProblem.DATE),
        ("after some weeks", "after some months", EditorialProblem.DATE),
        ("they detain minors", "they never detain minors", EditorialProblem.NEGATION),
        ("they do detain", "they don't detain", EditorialProblem.NEGATION),
        ("groups of non-state actors", "groups of state actors", EditorialProblem.NEGATION),
        ("officers should ask", "officers shall ask", EditorialProblem.MODAL_VERB),
        ("officers may ask", "officers must ask", EditorialProblem.MODAL_VERB),
        ("l'agent doit demander", "l'agent peut demander", EditorialProblem.MODAL_VERB),
        ("il détient", "il n’a détenu", EditorialProblem.NEGATION),
        ("avant le 3 mars", "avant le 3 juin", EditorialProblem.DATE),
    ],
)
def test_a_word_that_binds_makes_a_change_substantive(
    old: str, new: str, problem: EditorialProblem
) -> None:
    assert problem in problems(old, new)


def test_a_negation_that_moves_is_noticed() -> None:
    moved = problems("They may not detain and release.", "They may detain and not release.")
    assert EditorialProblem.NEGATION in moved


def test_a_typo_in_a_long_clause_is_editorial() -> None:
    assert problems("the comittee of experts", "the committee of experts") == ()
    assert problems("a officer, and others", "an officer and others") == ()


def test_may_with_a_capital_can_be_the_month_too() -> None:
    assert EditorialProblem.DATE in problems("in May", "in that time")
    assert problems("they may", "they might") == (EditorialProblem.MODAL_VERB,)


def test_three_words_in_a_hundred_are_the_limit() -> None:
    old = [f"word{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(100)]
    old = [each.replace("word", "w") for each in old]
    three = ["changed", "changed", "changed", *old[3:]]
    four = ["changed", *three[1:3], "changed", *old[4:]]
    assert editorial.editorial_problems(" ".join(old), " ".join(three)) == ()
    assert editorial.editorial_problems(" ".join(old), " ".join(four)) == (
        EditorialProblem.TOO_MUCH,
    )


@pytest.mark.parametrize(("old", "new"), [("", "A clause."), ("A clause.", "")])
def test_a_clause_that_comes_or_goes_is_no_wording(old: str, new: str) -> None:
    assert EditorialProblem.TOO_MUCH in editorial.editorial_problems(old, new)


@given(st.text())
def test_nothing_speaks_against_leaving_a_text_alone(text: str) -> None:
    assert editorial.editorial_problems(text, text) == ()
