"""How a convention that was broken is told."""

from collections.abc import Iterable


def told(rule: str, breaches: Iterable[str]) -> str:
    """The rule, with what to do, and below it each breach."""
    return "\n".join((f"\n{rule}", *(f"  - {breach}" for breach in breaches)))


def check(rule: str, breaches: Iterable[str]) -> None:
    """Fails with all the breaches at once."""
    found = list(breaches)
    assert not found, told(rule, found)
