"""What commands begin with: settings of the environment and the open database."""

import os
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from ssrwiki.app import open_database
from ssrwiki.foundation import migrations
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings


def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_env(os.environ)


def database() -> Database:
    """The database, whose schema must be at head; closed with the command."""
    opened = database_of_any_schema()
    if not migrations.is_at_head(opened):
        raise click.ClickException("The database is not at the newest schema: ssrwiki upgrade")
    return opened


def database_of_any_schema() -> Database:
    """The database as it is, perhaps empty; closed with the command.

    Raises:
        ClickException: nobody can connect to it. SQLite needs its folder to be writable too, even
            where the site is read only: its log of changes lies there.
    """
    given = settings()
    try:
        opened = open_database(given)
        click.get_current_context().call_on_close(opened.dispose)
        migrations.present(opened)
    except (OperationalError, OSError) as error:
        cause = " ".join(str(error.orig if isinstance(error, OperationalError) else error).split())
        raise click.ClickException(
            f"The database can't be opened ({cause}).{_hint(given)}"
        ) from error
    return opened


def _hint(given: Settings) -> str:
    if not given.database.startswith("sqlite:///"):
        return ""
    folder = Path(given.database.removeprefix("sqlite:///")).parent
    return f" This user must be able to write to {folder}."
