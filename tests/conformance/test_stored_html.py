"""HTML of another renderer is on no page, and `render --all` leaves none (safety rule 18)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Table, select, update

from ssrwiki import app as composition
from ssrwiki.cli import group
from ssrwiki.foundation import clock, triggers
from ssrwiki.foundation.database import Base
from tests.conformance import samples
from tests.conformance.ground import Ground, Visit
from tests.conformance.telling import check
from tests.seeded import Seeded

MARK = "made-by-another-renderer"
STALE = f'<p onclick="x()">{MARK}</p><script>alert("{MARK}")</script>'
NO_TRIGGER = {"rendering"}
"""A table of nothing but HTML, which may be made anew at any time."""

UNEVEN = re.compile(r'(name="(?:held-)?(?:csrf_token|once)"[^>]*value=")[^"]*|nonce="[^"]*')

Rows = Mapping[str, set[tuple[object, ...]]]


def html_columns() -> Mapping[str, set[str]]:
    """Columns that hold HTML, by their names, of each table that has any."""
    named = {
        name: {column.name for column in table.columns if column.name.split("_")[-1] == "html"}
        for name, table in Base.metadata.tables.items()
    }
    return {name: columns for name, columns in named.items() if columns}


def declared() -> Mapping[str, set[str]]:
    """Columns of each table that `render --all` renders."""
    return {table.name: set(table.columns) for table in composition.html_tables()}


def test_every_column_with_html_is_rendered_anew() -> None:
    check(
        "Mix StoredHtml into the model, and name it by an HtmlTable in the package's FEATURE.",
        (
            f"{table}.{column}"
            for table, columns in html_columns().items()
            for column in columns - declared().get(table, set())
        ),
    )


def test_a_trigger_keeps_html_from_changing_in_passing() -> None:
    guarded = {(rule.table, column) for rule in triggers.declared() for column in rule.html}
    check(
        "Name the column in `html` of the table's triggers.keep(Immutable(…)).",
        (
            f"{table}.{column}"
            for table, columns in html_columns().items()
            for column in columns
            if table not in NO_TRIGGER and (table, column) not in guarded
        ),
    )


class Outdated:
    """A site as it was, with all its HTML spoilt, and after `render --all`."""

    def __init__(self, seeded: Seeded, folder: Path) -> None:
        self.ground = Ground(seeded, folder)
        self.rows_before = self.rows()
        with clock.at(clock.now()):
            self.visits_before = self.visits()
            self.spoil()
            self.rows_spoilt = self.rows()
            self.visits_after = self.visits()
        self.rows_after_visits = self.rows()
        settings = self.ground.settings
        self.rendered = CliRunner(
            env={
                "SSRWIKI_ENV": settings.env,
                "SSRWIKI_DATA_DIR": settings.data_dir,
                "SSRWIKI_DATABASE_URL": settings.database,
                "SSRWIKI_SECRET_KEY": settings.secret_key,
            }
        ).invoke(group, ["render", "--all"])
        self.rows_at_last = self.rows()

    def visits(self) -> list[Visit]:
        """Every sample address as those who see most."""
        return [
            self.ground.visit(reader, endpoint, address)
            for endpoint, addresses in samples.addresses(self.ground.plot).items()
            for address in addresses
            for reader in ("officer", "moderator")
        ]

    def spoil(self) -> None:
        """As if all of it had come from a renderer that lets everything through."""
        with self.ground.database.writing() as session:
            for table in _tables():
                spoilt = dict.fromkeys(html_columns()[table.name], STALE)
                change = update(table).values(renderer_version=0, **spoilt)
                if "redacted_at" in table.columns:
                    change = change.where(table.c.redacted_at.is_(None))
                session.execute(change)

    def rows(self) -> Rows:
        """What the tables hold, every column of them."""
        with self.ground.database.reading() as session:
            return {table.name: set(session.execute(select(table)).all()) for table in _tables()}


def _tables() -> list[Table]:
    return [Base.metadata.tables[table.name] for table in composition.html_tables()]


@pytest.fixture(scope="module")
def outdated(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outdated]:
    made = Outdated(seeded, tmp_path_factory.mktemp("outdated"))
    yield made
    made.ground.database.dispose()


def test_there_is_something_to_spoil(outdated: Outdated) -> None:
    """Without this the tests below could pass because the site is empty."""
    check("Plant some of it.", (name for name, rows in outdated.rows_before.items() if not rows))
    for name, rows in outdated.rows_spoilt.items():
        assert any(STALE in row for row in rows), name
    assert any("<em>" in each.text for each in outdated.visits_before)


def test_no_page_shows_what_another_renderer_made(outdated: Outdated) -> None:
    check(
        "Read it through the row's `html`, or `stored_html.fresh`; never from its column.",
        (each.name for each in outdated.visits_after if MARK in each.text),
    )


def test_every_page_is_the_same_as_before(outdated: Outdated) -> None:
    pairs = zip(outdated.visits_before, outdated.visits_after, strict=True)
    check(
        "The present renderer made it both times, so nothing may differ.",
        (old.name for old, new in pairs if old.is_page and shown(old) != shown(new)),
    )


def shown(visit: Visit) -> tuple[int, str]:
    """The page without what differs from request to request."""
    return visit.status, UNEVEN.sub("", visit.text)


def test_a_visit_stores_nothing(outdated: Outdated) -> None:
    assert outdated.rows_after_visits == outdated.rows_spoilt


def test_rendering_all_stores_what_was_there_before_and_changes_nothing_else(
    outdated: Outdated,
) -> None:
    assert outdated.rendered.exit_code == 0, outdated.rendered.output
    assert outdated.rows_at_last == outdated.rows_before
