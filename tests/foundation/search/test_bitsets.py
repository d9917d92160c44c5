"""Bit sets are sets."""

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.search import bitsets

SIZE = 100
documents = st.sets(st.integers(0, SIZE - 1))


@given(documents, documents)
def test_numbers_behave_as_sets_do(one: set[int], other: set[int]) -> None:
    left, right = bitsets.of(one, SIZE), bitsets.of(other, SIZE)
    assert list(bitsets.members(left)) == sorted(one)
    assert set(bitsets.members(left & right)) == one & other
    assert set(bitsets.members(left | right)) == one | other
    assert set(bitsets.members(left & ~right)) == one - other
    assert left.bit_count() == len(one)
    assert list(bitsets.flags(left, SIZE)) == [int(n in one) for n in range(SIZE)]


def test_a_segment_without_documents_has_an_empty_set() -> None:
    assert bitsets.of([], 0) == bitsets.everything(0) == 0
    assert bitsets.flags(0, 0) == b""
    assert list(bitsets.members(0)) == []
