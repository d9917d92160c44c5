"""The list of policies in words: groups, cards, and what it can be narrowed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import PlaceKind
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Branch, Topic
from ssrwiki.features.policies.queries.listing import ListedPolicy, Wanted
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.features.policies.views import wording
from ssrwiki.features.policies.views.wanted import Action


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list; `chosen` is the value in the address."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Card:
    """A policy as the card component shows it."""

    title: str
    href: str
    abstract: str
    language: str
    state: str
    state_label: str
    version: str
    until: str
    facts: Sequence[str]
    action: Action | None


@dataclass(frozen=True, slots=True)
class Group:
    """Policies of which the same is wanted."""

    title: str
    cards: Sequence[Card]


def choices(session: Session) -> list[Choice]:
    """State, topic and region, in the reader's language."""
    language = loading.reader_language()
    themes = [
        (topic.slug, topic.name)
        for branch in topics.tree(session, language)
        for topic in _topics(branch)
    ]
    regions = [
        (place.slug, places.name(place.code, language))
        for place in places.all_places()
        if place.kind is not PlaceKind.COUNTRY
    ]
    states = [(state.value, str(word)) for state, word in wording.STATES.items()]
    return [
        Choice("state", _("State"), states, request.args.get("state", "")),
        Choice("topic", _("Theme"), themes, request.args.get("topic", "")),
        Choice("region", _("Region"), regions, request.args.get("region", "")),
    ]


def _topics(branch: Branch) -> Iterable[Topic]:
    yield branch.topic
    for below in branch.branches:
        yield from _topics(below)


def wanted(session: Session, chosen: Sequence[Choice]) -> Wanted:
    """What the address narrows the list to.

    Raises:
        NotFound: for a topic that isn't there.
    """
    asked = {choice.name: choice.chosen for choice in chosen}
    theme_ids: frozenset[int] = frozenset()
    if asked["topic"]:
        theme = topics.topic(session, asked["topic"], loading.reader_language())
        theme_ids = topics.branch_ids(session, theme.theme_id or 0)
    region = places.place_by_slug(asked["region"])
    codes = (
        frozenset(
            place.code for place in places.all_places() if places.is_within(place.code, region.code)
        )
        if region is not None
        else frozenset()
    )
    return Wanted(asked["state"], theme_ids, codes)


def address(*, after: str | None = None, before: str | None = None) -> str:
    """The list from another place on, narrowed as now; "" where there is nothing more."""
    key = {"after": after} if after else {"before": before} if before else None
    if key is None:
        return ""
    kept = {
        name: value
        for name, value in request.args.items()
        if name in {"state", "topic", "region"} and value
    }
    return "?" + urlencode(kept | key)


def groups(open_now: Sequence[ListedPolicy], others: Sequence[ListedPolicy]) -> list[Group]:
    """Open ones first, then those of the page in the order of their lives; empty ones left out."""
    titles = [
        (_("Open for comment now"), open_now),
        *((title, [row for row in others if row.state in states]) for title, states in _stages()),
    ]
    return [Group(title, [_card(row) for row in rows]) for title, rows in titles if rows]


def _stages() -> list[tuple[str, frozenset[PolicyState]]]:
    named = [
        (_("Comments being weighed"), {PolicyState.OPEN_FOR_COMMENT, PolicyState.CLOSED_ANALYSING}),
        (_("Answered"), {PolicyState.RESPONSE_PUBLISHED}),
        (_("Close to approval"), {PolicyState.FINAL_CALL, PolicyState.APPROVED}),
        (_("In force"), {PolicyState.IN_FORCE, PolicyState.UNDER_REVIEW}),
        (_("Drafts"), {PolicyState.WORKING_DRAFT}),
        (_("Past"), {PolicyState.SUPERSEDED, PolicyState.WITHDRAWN}),
    ]
    return [(title, frozenset(states)) for title, states in named]


def _card(row: ListedPolicy) -> Card:
    facts = []
    action = None
    if row.closes_at is not None:
        action = Action(_("Read and comment"), row.address)
    elif row.round_state is not None and row.round_state.owes_answers and row.response_due_on:
        facts.append(wording.owed(row.round_state, row.response_due_on))
    if row.unit:
        facts.append(_("lead: %(unit)s", unit=row.unit))
    return Card(
        title=row.title,
        href=row.address,
        abstract=row.abstract,
        language=row.lang,
        state=row.state,
        state_label=str(wording.STATES[row.state]),
        version=_("Version %(number)s", number=row.version_number) if row.version_number else "",
        until=wording.until(row.closes_at) if row.closes_at is not None else "",
        facts=facts,
        action=action,
    )
