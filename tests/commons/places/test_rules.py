"""Containment on a tree small enough to read."""

import pytest

from ssrwiki.commons.places import rules
from ssrwiki.commons.places.rules import PlaceKind

PARENTS = {"002": "001", "011": "002", "SL": "011", "AQ": "001"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("001", PlaceKind.WORLD),
        ("002", PlaceKind.CONTINENT),
        ("011", PlaceKind.REGION),
        ("SL", PlaceKind.COUNTRY),
        ("AQ", PlaceKind.COUNTRY),
    ],
)
def test_depth_and_letters_tell_the_kind(code: str, kind: PlaceKind) -> None:
    assert rules.kind_of(PARENTS, code) is kind


def test_a_chain_goes_from_the_country_to_the_world() -> None:
    assert rules.chain(PARENTS, "SL") == ("SL", "011", "002", "001")


def test_a_country_without_continent_hangs_on_the_world() -> None:
    assert rules.chain(PARENTS, "AQ") == ("AQ", "001")


def test_the_world_holds_itself_only() -> None:
    assert rules.chain(PARENTS, "001") == ("001",)
    assert not rules.is_within(PARENTS, "001", "002")


def test_a_place_is_within_itself_and_all_above() -> None:
    assert all(rules.is_within(PARENTS, "SL", region) for region in ("SL", "011", "002", "001"))
    assert not rules.is_within(PARENTS, "AQ", "002")


def test_a_branch_is_a_place_and_all_that_lies_in_it() -> None:
    assert rules.branch(PARENTS, "002") == {"002", "011", "SL"}
    assert rules.branch(PARENTS, "SL") == {"SL"}
    assert rules.branch(PARENTS, "001") == {"001", "AQ", "002", "011", "SL"}
