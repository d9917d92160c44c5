"""Numbers as people send them."""

import pytest

from ssrwiki.foundation.web import numbers


@pytest.mark.parametrize(
    ("given", "read"),
    [("7", 7), ("", 0), (None, 0), ("x", 0), ("²", 0), ("9" * 5_000, 0)],
)
def test_a_hidden_number_that_was_tampered_with_is_none(given: object, read: int) -> None:
    assert numbers.sent(given) == read


@pytest.mark.parametrize(("given", "read"), [("9" * 20, numbers.LARGEST), ("-9", -1), ("0", 0)])
def test_a_number_out_of_bounds_is_the_nearest_within_them(given: str, read: int) -> None:
    assert numbers.number(given) == read
