"""What one may not read looks as if it weren't there, on every surface (safety rule 9)."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ssrwiki import app as composition
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.conformance import secrets
from tests.conformance.ground import index
from tests.conformance.secrets import INNER_WORD, INSIDER, OUTSIDERS, WORD, Secret
from tests.conformance.telling import check
from tests.factories.documents import a_page
from tests.seeded import Seeded

LISTS = (
    "/",
    "/pages/",
    "/policies/",
    "/topics/",
    "/topics/local-ownership",
    "/topics/governance-and-ownership",
    "/topics/sierra-leone",
    "/topics/local-ownership.atom",
    "/recent-changes",
    "/recent-changes?minor=hide",
    "/recent-changes.atom",
    "/directory/",
    "/directory/organisations/justice-and-security-policy-unit",
    "/pages/local-ownership/links",
    "/pages/links-to-all",
    "/search?q=ownership",
    "/search?q=reform&kind=page",
    "/search?q=meant&kind=comment",
    "/search?kind=comment",
)
LISTS_OF_MEMBERS = (
    "/account/notices",
    "/account/notices/preferences",
    "/directory/people/policy-lead-justice",
)
LISTS_OF_MODERATORS = (
    "/moderation/",
    "/moderation/reports",
    "/moderation/appeals",
    "/moderation/people",
)
LINKS = " ".join(f"[[{WORD} {name}]]" for name in ("unit", "group", "public", "draft", "policy"))
SENT = {
    "title": "Title", "body": "Words that are long enough.", "summary": "Why.", "based_on": "1",
    "attribution": "named", "audience": "public", "lang": "en", "position": "agree",
    "kind": "observation", "reason": "safety", "note": "Look.", "closes_at": "2031-01-01T12:00",
    "opens_at": "", "zone": "UTC", "question": "Does it hold?", "to": "archived", "code": "noted",
    "wanted": "watch", "revision": "1", "change_class": "editorial", "confirm": "1",
    "explanation": "It says who.", "outcome": "kept", "text": "Show it again.",
}  # fmt: skip
TOKEN = re.compile(r'(name="(?:held-)?(?:csrf_token|once)"[^>]*value=")[^"]*')
UNEVEN = {"Date", "Set-Cookie", "Content-Length", "ETag"}
NOWHERE, NOBODY, NONSENSE = "no-such-document", "zzzzzzzzzzzz", "Blorgnixed"


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer without what differs from request to request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def seen(response: TestResponse, *names: str) -> Seen:
    """The answer with each of `names` (a slug, an id) as one mark."""
    body = TOKEN.sub(r"\1", response.get_data(as_text=True))
    headers = [(k, v) for k, v in response.headers if k not in UNEVEN]
    for name in names:
        body = body.replace(name, "·")
        headers = [(k, v.replace(name, "·")) for k, v in headers]
    return Seen(response.status_code, tuple(headers), body)


class Town:
    """The seeded site as outsiders found it before the secrets were written, and as it is now."""

    def __init__(self, seeded: Seeded, folder: Path) -> None:
        settings = seeded.copy(folder)
        self.database = composition.open_database(settings)
        with self.database.writing() as session:
            author = secrets.seeded(session, "learner@example.org")
            a_page(session, author, title="Links to all", body=LINKS)
        index(self.database, settings)
        self.app: Site = composition.create_app(settings, self.database)
        self.app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
        self.visitors = {
            who: Visitor(self.app) if who == "guest" else Visitor(self.app).sign_in(who)
            for who in (*OUTSIDERS, INSIDER)
        }
        self.tokens = {
            who: {"csrf_token": visitor.hidden_fields("/account/sign-in")["csrf_token"]}
            for who, visitor in self.visitors.items()
        }
        self.before = self.lists()
        with self.database.writing() as session:
            self.secrets = secrets.lay_out(session)
        index(self.database, settings)
        self.after = self.lists()

    def lists(self) -> Mapping[tuple[str, str], Seen]:
        """Every list as every outsider finds it."""
        return {
            (who, address): seen(self.visitors[who].get(address))
            for who in OUTSIDERS
            for address in lists_of(who)
        }

    def surfaces(self, secret: Secret) -> Iterator[tuple[str, str, str]]:
        """Method, address with the secret in it, and the same with what isn't there."""
        adapter = self.app.url_map.bind("wiki.example")
        for rule in self.app.url_map.iter_rules():
            for known, absent in _arguments(rule, secret):
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    address = adapter.build(rule.endpoint, known, method)
                    yield method, address, adapter.build(rule.endpoint, absent, method)
        other = {"pages": "policies", "policies": "pages"}[secret.section]
        yield "GET", f"/{other}/{secret.slug}", f"/{other}/{NOWHERE}"

    def answer(self, who: str, method: str, address: str) -> TestResponse:
        """What somebody gets who asks, or sends a form that is filled in."""
        client = self.visitors[who].client
        if method == "GET":
            return client.get(address)
        return client.post(address, data={**SENT, **self.tokens[who]})


def lists_of(who: str) -> tuple[str, ...]:
    if who == "guest":
        return LISTS
    return LISTS + LISTS_OF_MEMBERS + (LISTS_OF_MODERATORS if who == "moderator" else ())


def _arguments(
    rule: Rule, secret: Secret
) -> Iterator[tuple[dict[str, str | int], dict[str, str | int]]]:
    """What fills the rule: once of the secret, once of nothing. Nothing if it isn't about it."""
    names = rule.arguments
    is_section = rule.rule.startswith((f"/{secret.section}/<slug>", "/<any("))
    if not ("slug" in names and is_section) and names != {"public_id"}:
        return
    fixed: dict[str, str | int] = {
        name: 1 for name in names if name not in {"slug", "section", "public_id"}
    }
    if "section" in names:
        fixed["section"] = secret.section
    if "slug" not in names:
        yield fixed | {"public_id": secret.comment}, fixed | {"public_id": NOBODY}
    elif "public_id" in names:
        known = fixed | {"slug": secret.slug, "public_id": secret.comment}
        yield known, fixed | {"slug": NOWHERE, "public_id": secret.comment}
    else:
        yield fixed | {"slug": secret.slug}, fixed | {"slug": NOWHERE}


@pytest.fixture(scope="module")
def town(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(seeded, tmp_path_factory.mktemp("audience"))
    yield made
    made.database.dispose()


def test_whoever_may_read_a_secret_finds_it(town: Town) -> None:
    """Without this the tests below could pass because nothing was there to hide."""
    insider = town.visitors[INSIDER]
    pages = [s for s in town.secrets if s.name != "hidden page"]
    assert [insider.get(f"/{s.section}/{s.slug}").status_code for s in pages] == [200] * len(pages)
    for address in ("/topics/local-ownership", "/recent-changes", f"/search?q={INNER_WORD}"):
        assert WORD in insider.get(address).get_data(as_text=True), address
    for secret in town.secrets:
        assert len(list(town.surfaces(secret))) > 20


@pytest.mark.parametrize("who", ["guest", "policy3", "moderator"])
def test_hidden_and_absent_look_the_same(town: Town, who: str) -> None:
    def breaches() -> Iterator[str]:
        for secret in town.secrets:
            if who not in secret.outsiders:
                continue
            for method, address, absent in town.surfaces(secret):
                hidden = seen(town.answer(who, method, address), secret.slug, secret.comment)
                nothing = seen(town.answer(who, method, absent), NOWHERE, NOBODY, secret.comment)
                if hidden != nothing:
                    yield (
                        f"{method} {address} ({secret.name}): {hidden.status}, "
                        f"absent: {nothing.status}{_difference(hidden, nothing)}"
                    )

    check(
        f"To {who} this must look exactly like a document that isn't there: load it with the "
        "package's loader, which asks can_read, before anything else.",
        breaches(),
    )


def _unranked(page: Seen) -> tuple[int, list[str]]:
    """A page whatever the order of its lines: ranks lean on statistics of the whole index."""
    return page.status, sorted(page.body.splitlines())


def _difference(one: Seen, other: Seen) -> str:
    if one.status != other.status:
        return ""
    if one.headers != other.headers:
        return f"; headers differ: {set(one.headers) ^ set(other.headers)}"
    lines = difflib.unified_diff(one.body.splitlines(), other.body.splitlines(), n=0, lineterm="")
    return "; " + " ".join(line[:300] for line in list(lines)[2:8])


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_changes_when_a_secret_is_written(town: Town, who: str) -> None:
    """Lists, feeds, counts, links and suggestions: the same bytes as before."""
    shown = {"moderator": "hidden page", "learner": "members' page", "policy3": "members' page"}
    titles = [f"{WORD} public", f"{WORD} members"] if who in shown else []
    check(
        f"Secrets have changed what {who} sees: filter the query by the viewer's audience.",
        (
            f"{address}{_difference(town.before[key], town.after[key])}"
            for key in town.before
            if key[0] == who
            for address in key[1:]
            if _unranked(town.before[key]) != _unranked(town.after[key])
            and not any(title in town.after[key].body for title in titles)
        ),
    )


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_names_a_secret(town: Town, who: str) -> None:
    outside = [secret.slug for secret in town.secrets if who in secret.outsiders]
    check(
        f"{who} finds what they may not read.",
        (
            f"{address}: {slug}"
            for (reader, address), page in town.after.items()
            if reader == who and address != "/pages/links-to-all"
            for slug in outside
            if slug in page.body
        ),
    )


@pytest.mark.parametrize("who", OUTSIDERS)
def test_search_knows_nothing_of_a_secret(town: Town, who: str) -> None:
    """Neither hits, nor counts, nor "did you mean"."""

    def searched(word: str) -> Seen:
        return seen(town.visitors[who].get(f"/search?q={word}"), word, word.lower())

    known, misspelt = searched(INNER_WORD), searched(f"{INNER_WORD}e")
    nothing = searched(NONSENSE)
    check(
        f"Search tells {who} of what they may not read: its counts and its suggestions come from "
        "entries of the viewer's circles only.",
        [_difference(each, nothing) for each in (known, misspelt) if each != nothing],
    )


@pytest.mark.parametrize("who", ["learner", "policy3"])
def test_a_wiki_link_to_a_secret_looks_like_one_to_nothing(town: Town, who: str) -> None:
    client = town.visitors[who].client

    def previewed(slug: str) -> Seen:
        sent = {**SENT, **town.tokens[who], "body": f"[[{slug}]]"}
        return seen(client.post("/pages/preview", data=sent), slug)

    check(
        "Links are settled by what the viewer may read (markup/wikilinks.py).",
        (
            f"{secret.name}{_difference(previewed(secret.slug), previewed(NOWHERE))}"
            for secret in town.secrets
            if who in secret.outsiders and previewed(secret.slug) != previewed(NOWHERE)
        ),
    )
