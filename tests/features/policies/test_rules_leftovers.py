"""Words that left their clause."""

from ssrwiki.features.policies.rules import leftovers
from ssrwiki.features.policies.rules.leftovers import Leftover, Spot, leftover


def left(clause_id: str, text: str, settled: frozenset[int] = frozenset()) -> Leftover:
    return leftover(clause_id, text.split(), settled)


def test_what_has_its_place_already_takes_no_part() -> None:
    old = left("a", "x x one two three four")
    new = left("b", "one two three four", frozenset({0, 1}))
    assert leftovers.homes(old, [new]) == {}
    assert leftovers.homes(old, [left("b", "so one two three four", frozenset({0}))]) == {
        2: Spot("b", 1),
        3: Spot("b", 2),
        4: Spot("b", 3),
        5: Spot("b", 4),
    }


def test_the_longest_run_gets_the_words() -> None:
    old = left("a", "keep the book dry and keep the book locked")
    short, long = left("b", "the book is dry and kept"), left("c", "keep the book locked up")
    found = leftovers.homes(old, [short, long])
    assert {found[index].clause_id for index in (5, 6, 7, 8)} == {"c"}


def test_single_words_in_common_make_no_kin() -> None:
    assert leftovers.homes(left("a", "a b c d e f"), [left("b", "a x b x c x d x e x f")]) == {}


def test_texts_of_few_words_repeated_are_not_compared() -> None:
    few = " ".join("ab"[n % 2] for n in range(1_000))
    assert leftovers.homes(left("a", few), [left("b", few)]) == {}
