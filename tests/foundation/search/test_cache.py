"""The cache keeps what was used last, within its budget."""

import threading
from functools import partial

from ssrwiki.foundation.search.cache import BoundedCache


def test_a_kept_piece_is_not_made_again() -> None:
    cache = BoundedCache[str](100)
    assert cache.get("a", lambda: "first", len) == "first"
    assert cache.get("a", lambda: "second", len) == "first"


def test_what_was_used_longest_ago_goes_first() -> None:
    cache = BoundedCache[str](10)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda: "1234", len)
    assert cache.used_bytes <= 10
    assert cache.get("a", lambda: "new", len) == "1234"
    assert cache.get("b", lambda: "new", len) == "new"


def test_a_piece_larger_than_the_budget_is_given_and_not_kept() -> None:
    cache = BoundedCache[str](3)
    assert cache.get("a", lambda: "12345", len) == "12345"
    assert cache.used_bytes == 0


def test_the_budget_holds_under_many_threads() -> None:
    cache = BoundedCache[str](1000)

    def use(offset: int) -> None:
        for number in range(500):
            text = str((number + offset) % 200)
            assert cache.get(text, partial(str.ljust, text, 10), len) == text.ljust(10)

    threads = [threading.Thread(target=use, args=(number * 31,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.used_bytes <= 1000
