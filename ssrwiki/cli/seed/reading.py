"""The seed's files, and dates counted from the day of planting."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parents[3] / "seed"
Table = Mapping[str, Any]
_OFFSET = re.compile(r"([+-]\d+)d(?: (\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns offsets like `-9d 10:00` into instants; `today` is the day of planting."""

    today: date

    def instant(self, offset: str, zone: str = "UTC") -> datetime:
        """The instant of an offset in a zone."""
        days, clock = _parts(offset)
        local = datetime.combine(self.today + timedelta(days=days), clock, ZoneInfo(zone))
        return local.astimezone(UTC)

    def local(self, offset: str) -> str:
        """The same as a form field of local time sends it."""
        days, clock = _parts(offset)
        return f"{self.today + timedelta(days=days)}T{clock:%H:%M}"

    def day(self, offset: str) -> str:
        """The ISO date of an offset."""
        return (self.today + timedelta(days=_parts(offset)[0])).isoformat()


def _parts(offset: str) -> tuple[int, time]:
    found = _OFFSET.fullmatch(offset)
    if found is None:
        raise ValueError(f"{offset!r} is no offset from the day of planting.")
    return int(found[1]), time.fromisoformat(found[2] or "00:00")


def table(path: str) -> Table:
    """A TOML file of the seed."""
    return tomllib.loads((FOLDER / path).read_text(encoding="utf-8"))


def text(path: str) -> str:
    """A Markdown file of the seed."""
    return (FOLDER / path).read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page's file: its front matter and its text. `number` counts its revisions from 1."""

    slug: str
    number: int
    front: Table
    body: str


def leaves(folder: str = "pages") -> Iterator[Leaf]:
    """Every page and revision, by name and number; `house` holds those every site begins with."""
    for path in sorted((FOLDER / folder).glob("*.md")):
        slug, _, number = path.stem.partition(".")
        _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        yield Leaf(slug, int(number or 1), tomllib.loads(front), body.strip())


def policies() -> Iterator[tuple[str, Table]]:
    """Every policy's folder and its table."""
    for path in sorted((FOLDER / "policies").glob("*/policy.toml")):
        yield f"policies/{path.parent.name}", tomllib.loads(path.read_text(encoding="utf-8"))
