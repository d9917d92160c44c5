"""Whether a POST was sent from a page of ours, for the one form that carries no token.

A token would tie the page to one browser, and a guest's page is kept for all (decision 9).
"""

from urllib.parse import urlsplit

from flask import Request


def is_from_here(asked: Request) -> bool:
    """What the browser itself says, which no page of another site can change.

    Browsers from before `Sec-Fetch-Site` send `Origin` or at least `Referer`. Where all three
    are missing nobody knows, so that is a no.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = asked.headers.get("Origin") or asked.headers.get("Referer", "")
    return urlsplit(sender).netloc == asked.host
