"""No form is taken from another site: each POST wants the token of the page it was shown on."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from ssrwiki.foundation.web import held
from tests.conformance import samples
from tests.conformance.ground import Ground
from tests.conformance.telling import check

SIGNED_BY_ITS_ADDRESS = {"unsubscribing.stop"}
"""Mail programs send these without a page (RFC 8058); the token in the address is signed."""

CHECKED_BY_ORIGIN = {"display.switch"}
"""Of guests only: their pages are kept for all (decision 9); the browser says whose press it is."""


class Written(HTMLParser):
    """Collects the fields one writes into, each with the address its form is sent to."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._here = here
        self._target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            is_sent = (given.get("method") or "").lower() == "post"
            self._target = (given.get("action") or self._here) if is_sent else ""
        is_line = tag == "input" and given.get("type") == "text"
        if self._target and given.get("name") and (tag == "textarea" or is_line):
            self.found.append((str(given["name"]), urlsplit(self._target).path))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._target = ""


def posts(ground: Ground) -> set[str]:
    return {
        rule.endpoint
        for rule in ground.app.url_map.iter_rules()
        if "POST" in (rule.methods or set())
    }


def test_every_form_has_a_sample_address(ground: Ground) -> None:
    check(
        "Add an address for the endpoint to POSTS in tests/conformance/samples.py.",
        posts(ground) - samples.sendings(ground.plot).keys(),
    )


@pytest.mark.parametrize("reader", ["guest", "member", "officer", "moderator"])
@pytest.mark.parametrize("token", ["", "IjAwMDAi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_form_without_a_token_of_ours_is_refused(ground: Ground, reader: str, token: str) -> None:
    client = ground.visitors[reader].client
    known = samples.sendings(ground.plot)
    without = SIGNED_BY_ITS_ADDRESS | (CHECKED_BY_ORIGIN if reader == "guest" else set())
    taken = []
    for endpoint in sorted(posts(ground) & known.keys() - without):
        status = client.post(known[endpoint], data={"csrf_token": token}).status_code
        if status != 401:
            taken.append(f"{known[endpoint]} ({endpoint}) answered {status}")
    check("A POST without its page's token must end on the sign-in page (401).", taken)


@pytest.mark.parametrize("endpoint", sorted(SIGNED_BY_ITS_ADDRESS))
def test_what_needs_no_token_wants_a_signed_address(ground: Ground, endpoint: str) -> None:
    address = samples.sendings(ground.plot)[endpoint]
    assert ground.visitors["guest"].client.post(address).status_code == 404


@pytest.mark.parametrize("endpoint", sorted(CHECKED_BY_ORIGIN))
def test_what_guests_send_without_a_token_sets_nothing_unless_it_is_ours(
    ground: Ground, endpoint: str
) -> None:
    address = samples.sendings(ground.plot)[endpoint]
    sent = {"language": "fr", "theme": "dark"}
    answer = ground.visitors["guest"].client.post(
        address, data=sent, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert "Set-Cookie" not in answer.headers


def test_words_that_come_back_keep_their_label(ground: Ground) -> None:
    """A form is held under the labels it was typed below; so the view names its form."""

    def breaches() -> Iterator[str]:
        routes = ground.app.url_map.bind("")
        for visit in ground.visits:
            if not visit.is_page or visit.endpoint == "workshop.components":
                continue
            page = Written(visit.address)
            page.feed(visit.text)
            for name, target in page.found:
                endpoint, _ = routes.match(target, method="POST")
                forms = held.forms_of(ground.app.view_functions[endpoint])
                if not any(hasattr(form, name) for form in forms):
                    yield f"{name} of {endpoint}, written at {visit.address}"

    check("Put @takes(TheForm) below the mark of the view that reads it.", sorted(set(breaches())))
