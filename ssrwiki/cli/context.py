"""What commands begin with: settings of the environment and the open database."""

import os

import click

from ssrwiki.app import open_database
from ssrwiki.foundation import migrations
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings


def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_env(os.environ)


def database() -> Database:
    """The database, whose schema must be at head; closed with the command."""
    opened = open_database(settings())
    click.get_current_context().call_on_close(opened.dispose)
    if not migrations.is_at_head(opened):
        raise click.ClickException("The database is not at the newest schema: ssrwiki upgrade")
    return opened
