"""Topics as values, and the arithmetic of the tree of themes (theme id → parent id)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TopicKind(StrEnum):
    """Where a topic comes from."""

    THEME = "theme"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme or a place in the reader's language.

    A theme has a `theme_id`, a place a `code`; `about` is a sentence or empty.
    """

    kind: TopicKind
    slug: str
    name: str
    about: str = ""
    theme_id: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic and what lies right below it, in order."""

    topic: Topic
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language (`en`, `fr`, `pt-BR`) calls a theme, and what it says about it."""

    lang: str
    name: str
    about: str = ""


def chain(parents: Mapping[int, int | None], theme_id: int) -> tuple[int, ...]:
    """The theme and all above it, narrowest first."""
    held = [theme_id]
    while (parent := parents[held[-1]]) is not None:
        held.append(parent)
    return tuple(held)


def branch(parents: Mapping[int, int | None], theme_id: int) -> frozenset[int]:
    """The theme and all below it."""
    return frozenset(one for one in parents if theme_id in chain(parents, one))


def languages(language: str) -> tuple[str, ...]:
    """Where to look for a name, best first: `pt-BR`, `pt`, and English in the end."""
    return tuple(dict.fromkeys((language, language.partition("-")[0], "en")))
