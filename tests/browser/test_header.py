"""The head of every page stays in place when the account is opened."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import NewPerson

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
IN_THE_BAR = ".site-name, .site-nav, .site-search, .site-you > .site-link, .account-name"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_opening_the_account_moves_nothing_else(new_person: NewPerson, size: ViewportSize) -> None:
    moderator = new_person("community-moderator")
    moderator.page.set_viewport_size(size)
    moderator.go("/")
    bar = moderator.page.locator(IN_THE_BAR)
    before = [each.bounding_box() for each in bar.all()]
    moderator.page.locator(".account-name").click()
    assert [each.bounding_box() for each in bar.all()] == before
    lowest = moderator.page.locator(".site-links").bounding_box()
    first = moderator.page.locator(".account-links").bounding_box()
    assert lowest is not None
    assert first is not None
    assert first["y"] >= lowest["y"] + lowest["height"]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_link_of_the_account_breaks_over_two_lines(
    new_person: NewPerson, size: ViewportSize
) -> None:
    moderator = new_person("community-moderator")
    moderator.page.set_viewport_size(size)
    moderator.go("/")
    moderator.page.locator(".account-name").click()
    links = moderator.page.locator(".account-links a").all()
    assert len(links) == 3
    for link in links:
        assert link.evaluate("link => link.getClientRects().length") == 1
    assert moderator.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
