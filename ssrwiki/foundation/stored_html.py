"""HTML in tables, beside the Markdown it was made of and the version of the renderer that made it.

HTML of another version is never served (safety 18). A view makes it anew for itself, since a GET
never writes; `ssrwiki render --all` stores the same, table by table. Every table that holds HTML
mixes in `StoredHtml` and is named by its package's `FEATURE` as an `HtmlTable`. That HTML changes
together with `renderer_version` only, and never after a redaction, is the trigger's to see
(`triggers.Immutable.html`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, case, func, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from ssrwiki.foundation.markup import markdown

BATCH = 50


def _present() -> int:
    return markdown.RENDERER_VERSION


class StoredHtml:
    """The column of a row with HTML; a new row was rendered by the process that writes it."""

    renderer_version: Mapped[int] = mapped_column(default=_present)

    @property
    def is_outdated(self) -> bool:
        """Whether another renderer than the present one made the HTML."""
        return self.renderer_version != markdown.RENDERER_VERSION


Row = TypeVar("Row", bound=StoredHtml)


@dataclass(frozen=True, slots=True)
class HtmlTable(Generic[Row]):
    """A table that holds HTML, or what is derived from it, in `columns`.

    `render` gives for each of the rows the values of these columns by the present renderer, in a
    number of statements that doesn't grow with the rows. A redacted text stays empty.
    """

    model: type[Row]
    columns: tuple[str, ...]
    render: Callable[[Session, Sequence[Row]], Sequence[tuple[str, ...]]]

    @property
    def name(self) -> str:
        """The table's name."""
        return str(inspect(self.model).local_table)


class OwnHtml(Protocol):
    """A row whose HTML is made of its own Markdown, and which knows how."""

    @property
    def html(self) -> str:
        """By the present renderer."""


def own_html(_: Session, rows: Sequence[OwnHtml]) -> Sequence[tuple[str]]:
    """`HtmlTable.render` of a table with one column of remarks."""
    return [(row.html,) for row in rows]


def remark(source: str, html: str, renderer_version: int) -> str:
    """The HTML of a remark: as it is stored, or by the present renderer from its source."""
    if renderer_version == markdown.RENDERER_VERSION:
        return html
    return markdown.render_remark_again(source).html


def html_or_source(
    html: InstrumentedAttribute[str],
    source: InstrumentedAttribute[str],
    renderer_version: InstrumentedAttribute[int],
) -> ColumnElement[str]:
    """For queries by columns: one text, which `remark` takes as HTML and as source alike."""
    return case((renderer_version == markdown.RENDERER_VERSION, html), else_=source)


def fresh(session: Session, table: HtmlTable[Row], rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, outdated ones with HTML made anew for this view; it isn't stored."""
    outdated = [row for row in rows if row.is_outdated]
    if outdated:
        for row, values in zip(outdated, table.render(session, outdated), strict=True):
            for column, value in zip(table.columns, values, strict=True):
                set_committed_value(row, column, value)
            set_committed_value(row, "renderer_version", markdown.RENDERER_VERSION)
    return rows


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a row holds in the table's columns, and what it should."""

    key: int
    renderer_version: int
    old: tuple[str, ...]
    new: tuple[str, ...]


def outdated_count(session: Session, table: HtmlTable[Any]) -> int:
    """How many rows wait for `ssrwiki render --all`."""
    return session.scalar(select(func.count(_key(table))).where(_is_outdated(table))) or 0


def renewals(session: Session, table: HtmlTable[Any], after: int) -> Sequence[Renewal]:
    """The next `BATCH` of outdated rows behind this key; only reads, however long it takes."""
    rows = session.scalars(
        select(table.model)
        .where(_is_outdated(table), _key(table) > after)
        .order_by(_key(table))
        .limit(BATCH)
    ).all()
    rendered = table.render(session, rows) if rows else ()
    return [
        Renewal(
            key=inspect(row).identity[0],
            renderer_version=row.renderer_version,
            old=tuple(getattr(row, column) for column in table.columns),
            new=new,
        )
        for row, new in zip(rows, rendered, strict=True)
    ]


def store(session: Session, table: HtmlTable[Any], batch: Sequence[Renewal]) -> None:
    """Writes the renewals, but none over what was edited or redacted since they were read."""
    columns = [getattr(table.model, column) for column in table.columns]
    for renewal in batch:
        unchanged = [column == old for column, old in zip(columns, renewal.old, strict=True)]
        session.execute(
            update(table.model)
            .where(
                _key(table) == renewal.key,
                table.model.renderer_version == renewal.renderer_version,
                *unchanged,
            )
            .values(
                dict(zip(table.columns, renewal.new, strict=True))
                | {"renderer_version": markdown.RENDERER_VERSION}
            )
            .execution_options(synchronize_session=False)
        )


def _is_outdated(table: HtmlTable[Any]) -> ColumnElement[bool]:
    is_outdated: ColumnElement[bool] = table.model.renderer_version != markdown.RENDERER_VERSION
    return is_outdated


def _key(table: HtmlTable[Any]) -> ColumnElement[int]:
    key: ColumnElement[int] = inspect(table.model).primary_key[0]
    return key
