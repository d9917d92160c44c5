"""The pages of the demo: no violation in light or dark, wide or narrow, and no sideways scroll."""

from collections.abc import Mapping

import pytest

from tests.browser import pages
from tests.browser.accessibility import require_sound
from tests.browser.conftest import Reader
from tests.browser.pages import ADVISER, GUEST, OFFICER, OPEN
from tests.browser.serving import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ids(site: Served) -> Mapping[str, str]:
    with site.arranging() as session:
        return pages.ids(session)


@pytest.mark.parametrize(
    ("handle", "address"),
    [(handle, address) for handle, listed in pages.BY_READER.items() for address in listed],
)
def test_a_page_has_no_violation_and_fits_a_narrow_screen(
    reader: Reader, ids: Mapping[str, str], handle: str, address: str
) -> None:
    person = reader(handle)
    assert person.go(address.format(**ids)) == 200
    require_sound(person.page)


@pytest.mark.parametrize(
    ("handle", "address", "status"),
    [
        (GUEST, "/nothing-here", 404),
        (ADVISER, "/moderation/", 403),
        (ADVISER, f"{OPEN}/publish", 404),
        (ADVISER, "/policies/handover-and-memory", 404),
    ],
)
def test_a_refusal_has_no_violation(reader: Reader, handle: str, address: str, status: int) -> None:
    person = reader(handle)
    assert person.go(address) == status
    require_sound(person.page)


@pytest.mark.parametrize(
    ("handle", "address"),
    [
        (GUEST, "/account/sign-in"),
        (GUEST, "/account/join"),
        (ADVISER, f"{OPEN}/rounds/1/comments?clause={{clause}}"),
        (ADVISER, f"{OPEN}/v1/endorse?position=object"),
        (ADVISER, "/pages/new"),
        (OFFICER, f"{OPEN}/rounds/1/answers"),
        (OFFICER, f"{OPEN}/rounds/1/close"),
    ],
)
def test_a_form_that_comes_back_has_no_violation(
    reader: Reader, ids: Mapping[str, str], handle: str, address: str
) -> None:
    person = reader(handle)
    person.go(address.format(**ids))
    form = person.main.locator("form[method=post]").filter(has=person.page.locator(".field"))
    assert person.led_by(form.locator("button.button-primary").last) == 422
    require_sound(person.page)


def test_the_components_have_no_violation_when_mirrored(reader: Reader) -> None:
    person = reader(GUEST)
    person.go("/-/components")
    person.page.evaluate("document.documentElement.dir = 'rtl'")
    name = person.page.locator(".site-name").bounding_box()
    links = person.page.locator(".site-nav").bounding_box()
    assert name is not None
    assert links is not None
    assert name["x"] > links["x"], "the head of the page isn't mirrored"
    require_sound(person.page)
