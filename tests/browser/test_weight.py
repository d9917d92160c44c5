"""What an ordinary page weighs over the wire for somebody who has never been here."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import Reader
from tests.browser.pages import ADVISER, ANSWERED, GUEST, OFFICER, OPEN

pytestmark = pytest.mark.browser

MOST_OF_HTML = 14 * 1024
MOST_IN_ALL = 50 * 1024
MOST_REQUESTS = 5
MOST_SCRIPTS = 2


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: the kind of thing, and its packed size in bytes."""

    kind: str
    size: int


def weigh(request: Request) -> Fetched:
    return Fetched(request.resource_type, request.sizes()["responseBodySize"])


@pytest.mark.parametrize(
    ("handle", "address"),
    [
        (GUEST, "/"),
        (GUEST, "/policies/"),
        (GUEST, OPEN),
        (GUEST, f"{OPEN}/rounds/1/comments"),
        (GUEST, f"{OPEN}/endorsements"),
        (GUEST, f"{ANSWERED}/rounds/1/response"),
        (GUEST, f"{ANSWERED}/compare?from=1&to=2"),
        (GUEST, "/pages/vetting"),
        (GUEST, "/search?q=police"),
        (GUEST, "/topics/police-reform"),
        (GUEST, "/recent-changes"),
        (GUEST, "/account/sign-in"),
        (ADVISER, "/"),
        (ADVISER, OPEN),
        (ADVISER, f"{OPEN}/v1/endorse"),
        (ADVISER, "/pages/vetting/edit"),
        (ADVISER, "/account/notices"),
        (OFFICER, f"{OPEN}/rounds/1/answers"),
    ],
)
def test_an_ordinary_page_is_light_when_it_is_new(
    reader: Reader, handle: str, address: str
) -> None:
    person = reader(handle)
    person.forget_what_is_kept()
    asked: list[Request] = []

    def keep(request: Request) -> None:
        asked.append(request)

    person.page.on("requestfinished", keep)
    person.page.goto(address, wait_until="networkidle")
    person.page.remove_listener("requestfinished", keep)
    fetched = [weigh(request) for request in asked]
    html = sum(each.size for each in fetched if each.kind == "document")
    assert html <= MOST_OF_HTML, fetched
    assert sum(each.size for each in fetched) <= MOST_IN_ALL, fetched
    assert len(fetched) <= MOST_REQUESTS, fetched
    assert sum(each.kind == "script" for each in fetched) <= MOST_SCRIPTS, fetched
    assert any(each.kind == "stylesheet" for each in fetched), "the cache was warm"
