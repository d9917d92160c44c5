"""Lists page by key, so that the hundredth page costs what the first does."""

import base64
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from ssrwiki.foundation.database import UtcDateTime

Row = TypeVar("Row")

LARGEST_NUMBER = 2**63 - 1
"""That the databases can compare with."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where in a list a page begins: behind `after`, or before `before`; both empty: the top."""

    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list; `next` and `previous` are keys for `after` and `before`."""

    rows: Sequence[Row]
    next: str | None = None
    previous: str | None = None


def page_of(
    session: Session,
    query: Select[Row],
    order: tuple[InstrumentedAttribute[Any], ...],
    position: Position,
    size: int,
    *,
    is_descending: bool = True,
) -> Page[Row]:
    """One page of `query` in the order of the named columns, which together are unique.

    Raises:
        ValueError: for a number that rows get by arrival. Keys stand in addresses: who turns pages
        would learn between whose instants a withheld contribution came. Take `public_id`.
    """
    if any(column.expression.primary_key for column in order if isinstance(column.type, Integer)):
        raise ValueError("A key would tell in which order rows arrived.")
    goes_back = bool(position.before) and not position.after
    key = _values(position.before if goes_back else position.after, order)
    is_falling = is_descending != goes_back
    if key is not None:
        here = tuple_(*order)
        there = tuple_(*(literal(v, c.type) for v, c in zip(key, order, strict=True)))
        query = query.where(here < there if is_falling else here > there)
    ordered = query.order_by(*(c.desc() if is_falling else c.asc() for c in order))
    rows = list(session.scalars(ordered.limit(size + 1)))
    has_more = len(rows) > size
    rows = rows[:size]
    if goes_back:
        rows.reverse()
    has_next, has_previous = (True, has_more) if goes_back else (has_more, key is not None)
    return Page(
        rows,
        _key(rows[-1], order) if rows and has_next else None,
        _key(rows[0], order) if rows and has_previous else None,
    )


def page_of_rows(
    rows: Sequence[Row],
    key: Callable[[Row], tuple[str, ...]],
    position: Position,
    size: int,
    *,
    around: str = "",
) -> Page[Row]:
    """One page of rows that are in memory, rising by their keys, for lists that are also counted.

    A row that is gone meanwhile leaves its key, so nobody loses their place. `around` is the last
    part of a row's key: the page that has it, whatever the position says.
    """
    keys = [key(row) for row in rows]
    first, last = _span(keys, position, size, around)
    return Page(
        rows[first:last],
        _encoded(list(keys[last - 1])) if first < last < len(rows) else None,
        _encoded(list(keys[first])) if 0 < first < last else None,
    )


def _span(
    keys: Sequence[tuple[str, ...]], position: Position, size: int, around: str
) -> tuple[int, int]:
    """Where a page begins, and behind which row it ends."""
    after, before = _texts(position.after), _texts(position.before)
    here = next((i for i, each in enumerate(keys) if around and each[-1] == around), None)
    if here is None and after is None and before is not None:
        end = bisect_left(keys, before)
        return max(0, end - size), end
    if here is not None:
        first = here // size * size
    else:
        first = bisect_right(keys, after) if after is not None else 0
    return first, min(first + size, len(keys))


def _key(row: object, order: tuple[InstrumentedAttribute[Any], ...]) -> str:
    values = [getattr(row, column.key) for column in order]
    return _encoded([v.isoformat() if isinstance(v, datetime) else v for v in values])


def _encoded(values: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _texts(key: str) -> tuple[str, ...] | None:
    """A key of texts; None for an empty or a foreign one."""
    plain = _decoded(key)
    texts = tuple(value for value in plain or () if isinstance(value, str))
    return texts if texts and len(texts) == len(plain or ()) else None


def _values(key: str, order: tuple[InstrumentedAttribute[Any], ...]) -> list[object] | None:
    """The values in a key; None for an empty or a foreign one, which means the top."""
    plain = _decoded(key)
    if plain is None or len(plain) != len(order):
        return None
    try:
        return [_value(given, column.type) for given, column in zip(plain, order, strict=True)]
    except (ValueError, OverflowError):
        return None


def _value(given: object, kind: TypeEngine[Any]) -> object:
    """What a column of this kind can be compared with.

    Raises:
        ValueError, OverflowError: nothing of its kind, or nothing that a database takes.
    """
    if isinstance(kind, UtcDateTime):
        instant = datetime.fromisoformat(str(given))
        if instant.tzinfo is None:
            raise ValueError("An instant needs its zone.")
        return instant.astimezone(UTC)
    if isinstance(kind, Integer):
        if type(given) is not int or abs(given) > LARGEST_NUMBER:
            raise ValueError("No number of ours.")
        return given
    if not isinstance(given, str) or "\0" in given:
        raise ValueError("No text of ours.")
    given.encode()  # refuses half a surrogate pair
    return given


def _decoded(key: str) -> list[object] | None:
    if not key:
        return None
    try:
        plain = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, list) else None
