"""The migrations make exactly what the models say, and can be gone back over."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select

from ssrwiki.commons.documents.models import Document
from ssrwiki.foundation import migrations, triggers
from ssrwiki.foundation.database import Base, Database
from tests.conformance.telling import check

ALEMBIC = "alembic_version"


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {ALEMBIC}


def wanted_triggers() -> set[str]:
    return {f"{rule.name}_{act}" for rule in triggers.declared() for act in ("update", "delete")}


def test_there_is_one_head(database: Database) -> None:
    scripts = ScriptDirectory.from_config(migrations.config(database))
    assert len(scripts.get_heads()) == 1, "Two migrations follow the same one: rebase the later."


def test_the_newest_schema_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    check("Write a migration for this: alembic would change it.", map(str, found))


def test_every_table_is_made_by_a_migration(database: Database) -> None:
    with database.engine.connect() as connection:
        assert tables(connection) == set(Base.metadata.tables)


def test_every_declared_trigger_stands_after_migrating(database: Database) -> None:
    """Alembic's batch mode on SQLite drops them with the tables it rebuilds."""
    with database.engine.connect() as connection:
        assert triggers.present(connection) == wanted_triggers()


def test_every_declared_trigger_is_about_a_column_there_is() -> None:
    check(
        "A rule in triggers.keep() names a table or column that no model has.",
        (
            f"{rule.table}.{column}"
            for rule in triggers.declared()
            for column in (*rule.columns, *rule.html)
            if rule.table not in Base.metadata.tables
            or column not in Base.metadata.tables[rule.table].columns
        ),
    )


def test_migrations_go_down_and_up_again_over_real_rows(seeded_database: Database) -> None:
    with seeded_database.reading() as session:
        assert session.scalar(select(func.count(Document.id))), "The seed has planted nothing."
    scripts = ScriptDirectory.from_config(migrations.config(seeded_database))
    for script in scripts.walk_revisions():
        command.downgrade(migrations.config(seeded_database), str(script.down_revision or "base"))
    with seeded_database.engine.connect() as connection:
        assert tables(connection) == set()
        assert triggers.present(connection) == frozenset()
    migrations.upgrade(seeded_database)
    assert migrations.is_at_head(seeded_database)
    with seeded_database.engine.connect() as connection:
        assert tables(connection) == set(Base.metadata.tables)
        assert triggers.present(connection) == wanted_triggers()
