"""The tree of themes as numbers, and the languages to look in."""

from ssrwiki.commons.topics import rules

PARENTS = {1: None, 2: 1, 3: 2, 4: None}


def test_a_chain_goes_up_to_the_root() -> None:
    assert rules.chain(PARENTS, 3) == (3, 2, 1)
    assert rules.chain(PARENTS, 4) == (4,)


def test_a_branch_holds_the_theme_and_all_below() -> None:
    assert rules.branch(PARENTS, 1) == {1, 2, 3}
    assert rules.branch(PARENTS, 4) == {4}


def test_a_name_is_looked_for_in_the_language_of_a_country_first_and_in_english_last() -> None:
    assert rules.languages("pt-BR") == ("pt-BR", "pt", "en")
    assert rules.languages("en") == ("en",)
