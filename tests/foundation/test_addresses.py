"""Links of ours, and addresses that try to leave."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.addresses import Addresses, is_local

WORDS = ["\u202e", "evil.example", "http:", "javascript:", "policies", "é"]
PARTS = st.sampled_from([*"/\\:@.?# \t\n\r\x00", "//", "..", "%2f", "%5c", *WORDS])


def test_a_link_starts_with_the_base_address_and_nothing_else():
    assert Addresses("https://wiki.example.org/").to("/policies/x") == (
        "https://wiki.example.org/policies/x"
    )


def test_a_query_is_encoded():
    link = Addresses("https://wiki.example.org").to("/search", q="a&b=c d")
    assert link == "https://wiki.example.org/search?q=a%26b%3Dc+d"


def test_the_host_is_the_bare_name():
    assert Addresses("http://127.0.0.1:8000").host == "127.0.0.1"


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example", "policies", ""])
def test_no_link_is_built_from_a_foreign_path(path):
    with pytest.raises(ValueError, match="local path"):
        Addresses("https://wiki.example.org").to(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/policies/x", "/search?q=a//b", "/policies/x/v2#clause-3", "/search?q=é", "/a:b@c"],
)
def test_paths_of_this_site_are_local(path):
    assert is_local(path)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/x\r\nLocation: //evil.example",
        "/..//evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        " /policies",
        "/\u202egro.live",
        "/\u2028x",
        "/" + "a" * 2000,
        "",
    ],
)
def test_what_could_lead_away_is_not_local(path):
    assert not is_local(path)


@given(st.lists(PARTS, max_size=8).map("".join) | st.text(max_size=20))
def test_whatever_is_local_stays_on_the_site_when_a_browser_resolves_it(path):
    if not is_local(path):
        return
    # Browsers read a backslash as a slash and drop tabs and line ends.
    browsers = path.replace("\\", "/").translate({9: None, 10: None, 13: None})
    target = urlsplit(urljoin("https://wiki.example.org/account/sign-in", browsers))
    assert (target.scheme, target.netloc) == ("https", "wiki.example.org")
