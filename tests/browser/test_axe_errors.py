"""What goes wrong is told on sound pages, with the words that were written."""

from collections.abc import Callable

import pytest
from werkzeug.exceptions import BadRequest, InternalServerError, RequestEntityTooLarge

from ssrwiki import app as composition
from ssrwiki.foundation.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany, Unavailable
from ssrwiki.foundation.web.route_marks import PasswordNeeded, SignInNeeded
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.words import say
from tests.browser.accessibility import require_sound
from tests.browser.conftest import Reader
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

HTML = "text/html"
WORDS = "Two stations share one car here, so ten days are too few."
SENT = {"title": "Cars", "body": WORDS, "summary": "", "lang": "en", "once": "x.y"}

ERRORS: dict[str, tuple[int, Callable[[], Exception]]] = {
    "400": (422, BadRequest),
    "401": (401, SignInNeeded),
    "401 again": (401, PasswordNeeded),
    "403": (403, NotAllowed),
    "404": (404, NotFound),
    "409": (409, lambda: Conflict(say("Somebody else saved."), "Two stations share a car.")),
    "413": (413, RequestEntityTooLarge),
    "422": (422, lambda: Invalid(say("A rule was broken."))),
    "429": (429, lambda: TooMany(30)),
    "500": (500, InternalServerError),
    "503": (503, Unavailable),
}


@pytest.fixture(scope="module")
def app(site: Served) -> Site:
    """The same site in this process, where errors can be had for the asking."""
    return composition.create_app(site.settings, site.database)


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_no_violation(reader: Reader, app: Site, name: str) -> None:
    status, made = ERRORS[name]
    with app.test_request_context("/pages/new", method="POST", data=SENT):
        answer = app.make_response(app.handle_user_exception(made()))
    assert answer.status_code == status
    guest = reader("")
    body = answer.get_data(as_text=True)
    # As 200: a browser shows it alike, and only the answers of the real server are judged.
    guest.page.route(
        "**/an-error", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    guest.go("/an-error")
    guest.page.unroute("**/an-error")
    assert guest.main.locator("h1").count() == 1
    assert (WORDS in body) == (status != 413)
    require_sound(guest.page)
