"""The schema's migrations: bring to head, and tell whether a database is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ssrwiki.foundation.database import Database

FOLDER = Path(__file__).parents[2] / "migrations"


def config(database: Database) -> Config:
    """Alembic's configuration for this database; there is no alembic.ini."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["database"] = database
    return made


def upgrade(database: Database) -> None:
    """Brings the database to the newest schema."""
    command.upgrade(config(database), "head")


def newest(database: Database) -> str | None:
    """The head of the scripts."""
    return ScriptDirectory.from_config(config(database)).get_current_head()


def present(database: Database) -> str | None:
    """The schema that the database has; None before the first migration."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_at_head(database: Database) -> bool:
    """Whether `serve` and `worker` may start."""
    return present(database) == newest(database)
