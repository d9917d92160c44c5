"""Counts by role and region that name nobody."""

from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import counting
from ssrwiki.features.policies.rules.counting import FEWEST_SHOWN, Cell

GROUPS = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("123"))
TABLES = st.dictionaries(GROUPS, st.integers(0, 12), max_size=14)


def test_cells_of_five_are_shown_as_they_are() -> None:
    cells = (Cell(("police", "africa"), 5), Cell(("police", "asia"), 9))
    assert counting.shown(cells) == cells


def test_small_cells_are_merged_upward() -> None:
    found = counting.shown(
        [
            Cell(("police", "africa", "ghana"), 3),
            Cell(("police", "africa", "kenya"), 4),
            Cell(("police", "africa", "mali"), 8),
        ]
    )
    assert found == (
        Cell(("police", "africa"), 7, is_rest=True),
        Cell(("police", "africa", "mali"), 8),
    )


def test_a_second_cell_goes_where_the_first_could_be_subtracted() -> None:
    found = counting.shown(
        [
            Cell(("police", "africa", "ghana"), 3),
            Cell(("police", "africa", "kenya"), 6),
            Cell(("police", "africa", "mali"), 8),
        ]
    )
    assert found == (
        Cell(("police", "africa"), 9, is_rest=True),
        Cell(("police", "africa", "mali"), 8),
    )


def test_fewer_than_five_in_all_make_no_table() -> None:
    assert counting.shown([Cell(("police", "africa"), 4)]) == ()
    assert counting.shown([]) == ()


@given(TABLES)
def test_no_cell_shows_fewer_than_five_and_nobody_is_lost(
    table: dict[tuple[str, str, str], int],
) -> None:
    found = counting.shown([Cell(group, count) for group, count in table.items()])
    total = sum(table.values())
    assert all(cell.people_count >= FEWEST_SHOWN for cell in found)
    assert sum(cell.people_count for cell in found) == (total if total >= FEWEST_SHOWN else 0)


@given(TABLES)
def test_no_small_cell_can_be_worked_out_by_subtraction(
    table: dict[tuple[str, str, str], int],
) -> None:
    found = counting.shown([Cell(group, count) for group, count in table.items()])
    shown_groups = {cell.group for cell in found}
    for group, count in table.items():
        if not 0 < count < FEWEST_SHOWN or not found:
            continue
        assert group not in shown_groups
        for wider in (group[:2], group[:1], ()):
            within = sum(n for other, n in table.items() if other[: len(wider)] == wider)
            taken = sum(cell.people_count for cell in found if cell.group[: len(wider)] == wider)
            rest = within - taken
            assert taken == 0 or rest == 0 or rest >= FEWEST_SHOWN
