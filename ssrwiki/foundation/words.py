"""Sentences for people, kept as message and parameters until the edge translates them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A gettext message id with its parameters; `plural` and `count` together or not at all."""

    text: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        text = self.text if self.plural is None or self.count == 1 else self.plural
        return text % self.params if self.params else text


def say(text: str, **params: str | int) -> Message:
    """A sentence; also the marker by which the catalogue finds it."""
    return Message(text, params)


def say_count(text: str, plural: str, count: int, **params: str | int) -> Message:
    """A sentence with a number in it, as `%(count)s`."""
    return Message(text, {"count": count, **params}, plural, count)
