"""One topic with what lies around it, and what it gathers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.queries import carried
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import WORLD
from ssrwiki.commons.topics import queries as topics
from ssrwiki.commons.topics.rules import Branch, Topic
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import NotFound

PATH = "/topics"


@dataclass(frozen=True, slots=True)
class Gathering:
    """A topic, the broader ones from the widest, the narrower right below it.

    `carries` is the condition that a document, as the viewer may read it, carries it or anything
    below it.
    """

    topic: Topic
    broader: tuple[Topic, ...]
    narrower: tuple[Topic, ...]
    carries: ColumnElement[bool]

    @property
    def address(self) -> str:
        """The topic's page."""
        return f"{PATH}/{self.topic.slug}"


def gathering(session: Session, *, viewer: Actor, slug: str, locale: Locale | str) -> Gathering:
    """What the topic page of an address gathers for a viewer.

    Raises:
        NotFound: neither a theme nor a place has it.
    """
    place = places.place_by_slug(slug)
    if place is not None:
        path = topics.chain(session, slug, locale)
        children = [child.slug for child in places.children(place.code)]
        below = [topics.topic(session, child, locale) for child in children]
        below.sort(key=lambda child: text.slug(child.name))
        carries = carried.carries_place(viewer, places.branch(place.code))
        return _gathering(path, tuple(below), carries)
    path_down = next(_paths_to(slug, topics.tree(session, locale)), None)
    if path_down is None:
        raise NotFound
    branch = path_down[-1]
    theme_ids = [topic.theme_id for topic in _all_below(branch) if topic.theme_id is not None]
    return _gathering(
        [each.topic for each in reversed(path_down)],
        tuple(each.topic for each in branch.branches),
        carried.carries_theme(viewer, theme_ids),
    )


def _gathering(
    path: Sequence[Topic], narrower: tuple[Topic, ...], carries: ColumnElement[bool]
) -> Gathering:
    """`path` begins with the topic itself. That a place lies in the world needs no saying."""
    broader = tuple(topic for topic in reversed(path[1:]) if topic.code != WORLD)
    return Gathering(path[0], broader, narrower, carries)


def _paths_to(slug: str, branches: Sequence[Branch]) -> Iterator[tuple[Branch, ...]]:
    """The way down to the theme of this address, from the widest."""
    for branch in branches:
        if branch.topic.slug == slug:
            yield (branch,)
        for path in _paths_to(slug, branch.branches):
            yield (branch, *path)


def _all_below(branch: Branch) -> Iterator[Topic]:
    yield branch.topic
    for below in branch.branches:
        yield from _all_below(below)
