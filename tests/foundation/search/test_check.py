"""Drift between database and index is named."""

from ssrwiki.foundation.search import check
from ssrwiki.foundation.search.port import Replacement
from tests.foundation.search.shelf import BOOKS, KIND, Shelf


def test_missing_stale_and_surplus_entries_are_named(shelf: Shelf) -> None:
    for key in ("same", "stale"):
        shelf.save(key, "word")
    shelf.drain()
    surplus = next(iter(BOOKS.entries(shelf.database.read_session(), ["same"])))
    other = type(surplus)(
        kind=KIND, key="surplus", title="", readers=frozenset(), updated_at=surplus.updated_at
    )
    shelf.index.replace([Replacement(KIND, "surplus", (other,))])
    shelf.save("stale", "other")
    shelf.save("missing", "word")
    expected = dict(check.expected_digests([BOOKS], shelf.database.reading))
    drift = check.drift(shelf.index, expected)
    assert drift == check.Drift(("books:missing",), ("books:stale",), ("books:surplus",))
    assert drift.count == 3
