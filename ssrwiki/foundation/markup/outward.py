"""Links in finished HTML that lead away from this site."""

import re
from html import unescape

_OUTWARD = re.compile(r'<a [^>]*?href="((?:[a-z][a-z0-9+.-]*:|//)[^"]*)"', re.IGNORECASE)


def links_of(clean_html: str) -> frozenset[str]:
    """Their addresses; links to pages and headings of this site are none of them."""
    return frozenset(unescape(found) for found in _OUTWARD.findall(clean_html))
