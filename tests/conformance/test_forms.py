"""No form is taken from another site: each POST wants the token of the page it was shown on."""

import pytest

from tests.conformance import samples
from tests.conformance.ground import Ground
from tests.conformance.telling import check

SIGNED_BY_ITS_ADDRESS = {"unsubscribing.stop"}
"""Mail programs send these without a page (RFC 8058); the token in the address is signed."""


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
    taken = []
    for endpoint in sorted(posts(ground) & known.keys() - SIGNED_BY_ITS_ADDRESS):
        status = client.post(known[endpoint], data={"csrf_token": token}).status_code
        if status != 401:
            taken.append(f"{known[endpoint]} ({endpoint}) answered {status}")
    check("A POST without its page's token must end on the sign-in page (401).", taken)


@pytest.mark.parametrize("endpoint", sorted(SIGNED_BY_ITS_ADDRESS))
def test_what_needs_no_token_wants_a_signed_address(ground: Ground, endpoint: str) -> None:
    address = samples.sendings(ground.plot)[endpoint]
    assert ground.visitors["guest"].client.post(address).status_code == 404
