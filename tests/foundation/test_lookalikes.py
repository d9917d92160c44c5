"""A name that looks like a staff name is found out; another name isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation import lookalikes

STAFF = ["Policy Office", "Moderator", "NATO desk 10"]
SHAPES = frozenset(map(lookalikes.skeleton, STAFF))


@pytest.mark.parametrize(
    "name",
    [
        "policy office",
        "Policy-Office",
        "Рoliсу Оffiсе",  # Cyrillic letters
        "Pοlicy Οffice",  # Greek letters
        "ΝΑΤΟ desk 10",
        "NATO desk IO",
        "NATO desk ١٠",  # Arabic digits
        "P0licy 0ff1ce",
        "PoIicy Offlce",
        "Ｐｏｌｉｃｙ Ｏｆｆｉｃｅ",  # full width
        "𝐏𝐨𝐥𝐢𝐜𝐲 Office",
        "Pölïcy Óffice",
        "rnoderator",
        "Mоdеrаtоr",
        "Połicy Office",
    ],
)
def test_a_look_alike_is_found_out(name: str) -> None:
    assert lookalikes.skeleton(name) in SHAPES


@pytest.mark.parametrize(
    "name", ["Police Office", "Policy Officer", "Модератор", "مكتب السياسات", "NATO desk 12", "…"]
)
def test_another_name_is_left_alone(name: str) -> None:
    assert lookalikes.skeleton(name) not in SHAPES


def test_vowel_signs_tell_names_apart() -> None:
    assert lookalikes.skeleton("सिंह") != lookalikes.skeleton("सह")


def test_a_name_of_signs_only_has_no_shape() -> None:
    assert lookalikes.skeleton("…!?") == ""


@given(st.text())
def test_a_name_looks_like_itself_in_any_case(name: str) -> None:
    shape = lookalikes.skeleton(name)
    assert shape == lookalikes.skeleton(name.swapcase()) or not name.isascii()
    assert len(shape) <= 240
