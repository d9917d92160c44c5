"""Numbers and keys of lists that no page of ours ever wrote: nothing breaks, no page has two names.

Crawlers, scanners and broken links send them. A value that reaches the database as it came is a
server error there: it knows no number of twenty digits, no NUL and no instant without a zone.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from tests.conformance import samples
from tests.conformance.ground import Ground
from tests.conformance.telling import check

NUMBERS = ("0", "01", "-1", "1.0", "٣", "9" * 20, "9" * 5_000)
AT = "2026-11-01T00:00:00+00:00"
KEYS = (
    [AT, 10**30],
    [AT, [1]],
    [AT, True],
    [AT, "\ud800"],
    [AT, "a\0"],
    ["2026-11-01T00:00:00", 1],
    ["0001-01-01T00:00:00+14:00", "abcdefghjkmn"],
    [10**30, 1],
    [None, None],
    [10**30],
    [["a"]],
    ["\0"],
    [float("inf")],
    [],
    0,
)
_PLACE = re.compile(r"<(?:[^<>]*:)?(\w+)>")
_NUMBER = re.compile(r"<int:(\w+)>")


def encoded(key: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


SPOILT = (*map(encoded, KEYS), quote("é"), "a", base64.urlsafe_b64encode(b"[" * 3_000).decode())


def renumbered(ground: Ground, number: str) -> Iterator[str]:
    """Each sample address with one of its numbers replaced."""
    adapter = ground.app.url_map.bind("wiki.example")
    for addresses in samples.addresses(ground.plot).values():
        rule, given = adapter.match(addresses[0].partition("?")[0], return_rule=True)
        for replaced in _NUMBER.findall(rule.rule):
            address = rule.rule
            for name in _PLACE.findall(address):
                value = number if name == replaced else str(given[name])
                address = _PLACE.sub(quote(value), address, count=1)
            yield address


class Page(NamedTuple):
    """An address with somebody for whom it opens, and what its view asks of the query."""

    address: str
    reader: str
    names: frozenset[str]


@pytest.fixture(scope="module")
def pages(ground: Ground) -> tuple[Page, ...]:
    """Each page that opens."""
    asked: set[str] = set()

    class Noting(ImmutableMultiDict[str, str]):
        def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
            asked.add(key)
            return super().get(key, *args, **kwargs)

        def __contains__(self, key: object) -> bool:
            asked.add(str(key))
            return super().__contains__(key)

    def look(address: str, reader: str) -> Page:
        asked.clear()
        ground.visitors[reader].get(f"{address}?noting=1")
        return Page(address, reader, frozenset(asked))

    opened = {
        visit.address.partition("?")[0]: visit.reader
        for visit in ground.visits
        if visit.status == 200
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ground.app.request_class, "parameter_storage_class", Noting)
        return tuple(look(address, reader) for address, reader in opened.items())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_an_address_that_is_none_of_ours_is_not_found(
    ground: Ground, number: str
) -> None:
    check(
        "Take the number by <int:…>, whose bounds stand in foundation/web/numbers.py.",
        (
            f"{address[:200]}: {status}"
            for address in renumbered(ground, number)
            if (status := ground.visitors["officer"].get(address).status_code) != 404
        ),
    )


def spoilt(ground: Ground, page: Page, names: Iterable[str], value: str) -> Iterator[str]:
    """The page, if it breaks where each of the names has the value."""
    query = "&".join(f"{name}={value}" for name in sorted(names))
    status = ground.visitors[page.reader].get(f"{page.address}?{query}").status_code
    if status >= 500:
        yield f"{page.address}?{query[:200]} as {page.reader}: {status}"


@pytest.mark.parametrize("number", ["-1", "9" * 20, "9" * 5_000])
def test_a_number_in_a_query_that_is_none_of_ours_breaks_no_page(
    ground: Ground, pages: tuple[Page, ...], number: str
) -> None:
    check(
        "Read the number with foundation/web/numbers.py.",
        (broken for page in pages for broken in spoilt(ground, page, page.names, number)),
    )


def test_a_key_of_a_list_that_is_none_of_ours_breaks_no_page(
    ground: Ground, pages: tuple[Page, ...]
) -> None:
    check(
        "Decode the key in foundation/pages.py, and let only values of the columns' kinds through.",
        (
            broken
            for page in pages
            for name in page.names & {"after", "before"}
            for key in SPOILT
            for broken in spoilt(ground, page, {name}, key)
        ),
    )


def test_lists_are_among_the_pages_that_were_asked(pages: tuple[Page, ...]) -> None:
    listed = {page.address for page in pages if "after" in page.names}
    assert {"/recent-changes", "/pages/", "/policies/", "/moderation/reports"} <= listed


@pytest.mark.parametrize("words", ["before:9999-12-31", "after:0001-01-01", "after:9999-12-31"])
def test_the_ends_of_the_calendar_break_no_search(ground: Ground, words: str) -> None:
    assert ground.visitors["guest"].get(f"/search?q=police+{words}").status_code == 200
