"""Every route is marked, spelled alike, typed, reachable and visited."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from ssrwiki.foundation.web.route_marks import Mark, mark_of
from tests.conformance import samples
from tests.conformance.ground import Ground
from tests.conformance.telling import check

SPELLING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
UNTYPED = re.compile(r"<(\w+)>")
WORDS_IN_ADDRESSES = {"slug", "topic", "handle", "token", "public_id"}


def rules(ground: Ground) -> list[Rule]:
    return sorted(ground.app.url_map.iter_rules(), key=lambda rule: rule.rule)


def test_every_route_carries_exactly_one_mark(ground: Ground) -> None:
    check(
        "Put one of @public, @signed_in, @needs(PERMISSION) below the route, and nothing between "
        "it and the view that hides it (foundation/web/route_marks.py).",
        (
            f"{rule.rule} ({rule.endpoint})"
            for rule in rules(ground)
            if mark_of(ground.app.view_functions[rule.endpoint]) is None
        ),
    )


def test_addresses_are_kebab_case(ground: Ground) -> None:
    def fixed_parts(rule: Rule) -> Iterator[str]:
        for part in rule.rule.strip("/").split("/"):
            yield re.sub(r"<[^>]+>", "x", part)

    check(
        "Addresses are lower case with hyphens: /worst-practices, not /worst_practices.",
        (
            rule.rule
            for rule in rules(ground)
            for part in fixed_parts(rule)
            if part not in {"", "-"} and not SPELLING.fullmatch(part)
        ),
    )


def test_parameters_are_typed(ground: Ground) -> None:
    """A slug, a handle or a random id is text; whatever counts says `<int:…>`."""
    check(
        "Type the parameter (<int:number>), or name it as one of the words that are text: "
        + ", ".join(sorted(WORDS_IN_ADDRESSES)),
        (
            f"{rule.rule}: {name}"
            for rule in rules(ground)
            for name in UNTYPED.findall(rule.rule)
            if name not in WORDS_IN_ADDRESSES
        ),
    )


def test_no_route_stands_in_the_shadow_of_another(ground: Ground) -> None:
    check(
        "Two views answer one address; the second is never reached. Remove it.",
        (f"{rule} at {address}" for rule, address in shadows(ground).items()),
    )


def shadows(ground: Ground) -> dict[str, str]:
    """Endpoints that never answer, since another stands before them at the same address."""
    seen: dict[tuple[str, str], str] = {}
    found = {}
    for rule in ground.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if seen.setdefault((rule.rule, method), rule.endpoint) != rule.endpoint:
                found[rule.endpoint] = rule.rule
    return found


def test_every_page_has_a_sample_address(ground: Ground) -> None:
    known = samples.addresses(ground.plot)
    asked = {rule.endpoint for rule in rules(ground) if "GET" in (rule.methods or set())}
    asked -= shadows(ground).keys()
    check(
        "Add an address for the endpoint to SAMPLES in tests/conformance/samples.py.",
        asked - known.keys(),
    )
    check("These samples have no route any more: take them out.", known.keys() - asked)


def test_every_sample_opens_its_own_page(ground: Ground) -> None:
    adapter = ground.app.url_map.bind("wiki.example")
    check(
        "A sample in tests/conformance/samples.py leads to another route than it says.",
        (
            f"{address}: {endpoint}"
            for endpoint, addresses in samples.addresses(ground.plot).items()
            for address in addresses
            if adapter.match(address.partition("?")[0])[0] != endpoint
        ),
    )


def test_no_page_fails_whoever_asks(ground: Ground) -> None:
    check(
        "Visiting a page over the seeded site gave a server error; its traceback is in the log.",
        (visit.name for visit in ground.visits if visit.status >= 500),
    )


def test_every_page_opens_for_somebody(ground: Ground) -> None:
    opened = {visit.endpoint for visit in ground.visits if visit.status == 200}
    asked = {visit.endpoint for visit in ground.visits} - samples.SECRET.keys()
    check(
        "None of guest, member, officer and moderator gets 200: mend the page or its sample.",
        asked - opened,
    )


def test_guests_are_led_to_sign_in_and_nowhere_else(ground: Ground) -> None:
    check(
        "A guest who asks for a page that isn't public is led to the sign-in page (303).",
        (
            visit.name
            for visit in ground.visits
            if visit.reader == "guest"
            and (mark := _mark(ground, visit.endpoint)) is not None
            and not mark.is_public
            and not (
                visit.status == 303 and visit.headers["Location"].startswith("/account/sign-in")
            )
        ),
    )


@pytest.mark.parametrize("reader", ["member", "officer", "moderator"])
def test_a_form_is_shown_only_to_those_who_may_send_it(ground: Ground, reader: str) -> None:
    """Its action would refuse; whoever can't send it shouldn't be asked to fill it in."""
    asked = [visit for visit in ground.visits if visit.reader == reader and visit.status == 200]
    check(
        "The view shows a form although its permission refuses: ask access.require() on GET too.",
        (
            f"{visit.name} needs {permission}"
            for visit in asked
            if (permission := _permission(ground, visit.endpoint)) and permission not in MAY[reader]
        ),
    )


def _mark(ground: Ground, endpoint: str) -> Mark | None:
    view = ground.app.view_functions.get(endpoint)
    return mark_of(view) if view is not None else None


def _permission(ground: Ground, endpoint: str) -> str:
    mark = _mark(ground, endpoint)
    return mark.permission.name if mark is not None and mark.permission is not None else ""


_ANYBODY = {
    "notifications.watch",
    "pages.create",
    "pages.edit",
    "discussion.comment",
    "policies.endorse",
    "moderation.report",
}
_OFFICE = {
    "policies.create",
    "policies.edit",
    "policies.publish",
    "policies.run_rounds",
    "policies.answer",
    "policies.move_state",
    "policies.approve",
    "discussion.give_receipt",
}
MAY = {
    "member": _ANYBODY,
    "officer": _ANYBODY | _OFFICE,
    "moderator": _ANYBODY
    | {
        "discussion.moderate",
        "documents.redact",
        "documents.hide",
        "moderation.queue",
        "moderation.decide",
        "moderation.look_again",
        "moderation.verify",
    },
}
"""What each reader of the plot may do to its documents; see docs/permissions.md."""
