"""What every answer tells the browser (safety rules 14 and 18)."""

import re
from collections.abc import Iterator

from werkzeug.test import TestResponse

from ssrwiki.foundation.web import headers
from tests.conformance import samples
from tests.conformance.ground import Ground, Visit
from tests.conformance.telling import check

ABOUT_PEOPLE = re.compile(
    r"/(comments|discussion|history|revisions|compare|directory|endorsements|search"
    r"|recent-changes)(\b)"
)
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
WRITTEN = re.compile(r'<textarea|<input[^>]*type="(?:text|email|password|datetime-local|date)"')
"""Fields that hold what a person writes; a lone button holds nothing."""
OPEN_TO_ALL = re.compile(r"frame-ancestors 'none'.*base-uri 'none'")


def errors(ground: Ground) -> Iterator[tuple[str, TestResponse]]:
    """One answer of each kind that isn't a page."""
    client = ground.visitors["member"].client
    yield "404", client.get("/nowhere")
    yield "404 in a section", client.get("/pages/nowhere")
    yield "405", client.delete("/pages/")
    yield "401", client.post("/pages/new", data={"title": "x"})
    yield "403", client.get("/policies/new")
    yield "413", client.post("/pages/new", data={"body": "x" * 3_000_000})
    yield "303", ground.visitors["guest"].get("/account/")


def test_every_page_carries_every_security_header(ground: Ground) -> None:
    check(
        "Answers get these headers from foundation/web/headers.py; something took one away.",
        (
            f"{visit.name}: {name}"
            for visit in ground.visits
            for name, value in headers.FIXED.items()
            if visit.headers.get(name) != value
        ),
    )


def test_errors_carry_them_too(ground: Ground) -> None:
    check(
        "Error pages get the same headers as all pages (foundation/web/headers.py).",
        (
            f"{kind} ({response.status_code}): {name}"
            for kind, response in errors(ground)
            for name, value in headers.FIXED.items()
            if response.headers.get(name) != value
        ),
    )


def test_errors_have_the_status_that_they_are_called(ground: Ground) -> None:
    statuses = {kind: response.status_code for kind, response in errors(ground)}
    expected = {kind: int(kind[:3]) for kind in statuses} | {"405": 404}
    assert statuses == expected


def test_the_policy_allows_nothing_inline() -> None:
    policy = headers.CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert OPEN_TO_ALL.search(policy)


def _is_private(visit: Visit) -> bool:
    main = visit.text[visit.text.find("<main") :]
    holds_words = any(WRITTEN.search(form) for form in FORM.findall(main))
    return visit.address.startswith("/account") or holds_words


def test_account_pages_and_forms_are_kept_by_no_browser(ground: Ground) -> None:
    check(
        "Put @no_store (foundation/web/headers.py) on views of accounts and of forms that write.",
        sorted(
            {
                f"{visit.address} ({visit.endpoint})"
                for visit in ground.visits
                if visit.is_page
                and visit.status == 200
                and _is_private(visit)
                and visit.headers["Cache-Control"] != "no-store"
                and visit.endpoint != "workshop.components"
            }
        ),
    )


def test_no_browser_keeps_an_answer_that_may_hold_what_was_sent(ground: Ground) -> None:
    check(
        "Every answer to a POST is no-store, refusals and errors too (foundation/web/headers.py).",
        (
            f"{address} as {reader}: {answer.status_code}"
            for reader in ("guest", "member")
            for address in sorted(set(samples.sendings(ground.plot).values()))
            if (answer := _refused(ground, reader, address)).headers["Cache-Control"] != "no-store"
        ),
    )


def _refused(ground: Ground, reader: str, address: str) -> TestResponse:
    """A POST without a token: its words come back with the page to sign in on."""
    return ground.visitors[reader].client.post(address, data={"body": "Words."})


def test_comments_people_history_and_search_stay_out_of_search_engines(ground: Ground) -> None:
    check(
        "Put @noindex (foundation/web/headers.py) on views of comments, people, history, search.",
        sorted(
            {
                f"{visit.address} ({visit.endpoint})"
                for visit in ground.visits
                if visit.reader == "guest"
                and visit.status == 200
                and ABOUT_PEOPLE.search(visit.address.partition("?")[0])
                and visit.headers.get("X-Robots-Tag") != "noindex, noarchive"
                and visit.headers["Content-Type"].startswith("text/html")
            }
        ),
    )


def test_no_page_may_be_kept_by_caches_between(ground: Ground) -> None:
    check(
        "Cache-Control is `private, no-cache` or `no-store`: pages differ from reader to reader.",
        (
            f"{visit.name}: {visit.headers.get('Cache-Control')}"
            for visit in ground.visits
            if visit.headers.get("Cache-Control") not in {"private, no-cache", "no-store"}
        ),
    )
