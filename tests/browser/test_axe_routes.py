"""Every address that answers a GET with a page: no violation, whoever may open it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import pytest

from tests.browser.accessibility import require_sound
from tests.browser.conftest import Reader
from tests.browser.serving import Served
from tests.conformance import plot, samples

pytestmark = pytest.mark.browser

READERS = ("plot-moderator", "plot-officer", "plot-member", "plot-second", "")
"""Those with most to see come first; "" is a guest."""

NO_PAGES = {"machine.health", "machine.ready"}
"""For programs; feeds are known by their names."""

MAIL_LINK = re.compile(r"http://127[^\s]*/account/(?:confirm|reset)/[\w.~-]+")


def addresses() -> Iterator[str]:
    """The sample addresses of all pages, with names of the plot yet to be filled in."""
    for endpoint, listed in samples.SAMPLES.items():
        is_feed = "_feed." in endpoint
        if endpoint not in samples.SECRET and endpoint not in NO_PAGES and not is_feed:
            yield from listed


@pytest.fixture(scope="module")
def names(site: Served) -> Mapping[str, str]:
    """The plot, laid out beside the demo."""
    with site.arranging() as session:
        return asdict(plot.lay_out(session))


@pytest.mark.parametrize("address", list(addresses()))
def test_a_page_has_no_violation(reader: Reader, names: Mapping[str, str], address: str) -> None:
    for handle in READERS:
        person = reader(handle)
        if person.go(address.format(**names)) == 200:
            break
    # Where nobody is let in, as before a response is published, the refusal is what they see.
    require_sound(person.page)


def test_what_a_mail_leads_to_has_no_violation(reader: Reader) -> None:
    guest = reader("")
    guest.go("/account/join")
    guest.write("email", "axe@example.org")
    guest.write("display_name", "Axe")
    guest.write("password", "three words and more")
    guest.send()
    guest.go("/account/reset")
    guest.write("email", "practitioner@example.org")
    guest.send()
    for subject in ("Confirm", "password"):
        guest.open_mail(subject)
        require_sound(guest.page)
        link = MAIL_LINK.search(guest.text)
        assert link is not None, guest.text
        assert guest.go(link[0]) == 200
        require_sound(guest.page)
