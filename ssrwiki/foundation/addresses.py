"""Links that leave the site, and the test for addresses that must not lead out of it.

A host in a link comes from `BASE_URL` only: a forged Host header would otherwise put a
stranger's site into our own mails (docs/threats.md).
"""

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

LONGEST_LOCAL = 2000
# Control, format (bidi, zero width), private and unpaired characters; line and paragraph ends.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Builds whole addresses below `base_url`."""

    base_url: str

    @property
    def host(self) -> str:
        """The site's name without scheme and port."""
        return urlsplit(self.base_url).hostname or "localhost"

    def to(self, path: str, **query: str) -> str:
        """The whole address of a local path; `query` is encoded and added.

        Raises:
            ValueError: for anything but a local path.
        """
        if not is_local(path):
            raise ValueError("A link of ours starts from a local path.")
        tail = f"?{urlencode(query)}" if query else ""
        return f"{self.base_url.rstrip('/')}{path}{tail}"


def is_local(path: str) -> bool:
    """Whether a browser that follows `path` stays on this site.

    Browsers read `//host` and `/\\host` as another site, drop tabs and line ends before they
    look, and fold `/..//host` into `//host`; all of these are refused.
    """
    if not path.startswith("/") or len(path) > LONGEST_LOCAL:
        return False
    if "\\" in path or any(unicodedata.category(letter) in _UNSEEN for letter in path):
        return False
    before_query = path.partition("?")[0].partition("#")[0]
    return "//" not in before_query
