"""The `ssrwiki` command: thin commands that call actions."""

import os
import sys

import click

from ssrwiki.cli import database, docs, jobs, people, redactions, render, search, serve
from ssrwiki.cli.seed import planting
from ssrwiki.foundation.errors import SsrwikiError
from ssrwiki.foundation.settings import SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Runs and keeps an ssrwiki site."""
    os.umask(0o077)


for command in (
    database.init,
    database.upgrade,
    serve.serve,
    serve.worker,
    planting.seed,
    search.search,
    people.people,
    jobs.jobs,
    redactions.redactions,
    render.render,
    docs.docs,
):
    group.add_command(command)


def main() -> None:
    """Runs a command; what an operator got wrong is one line, not a traceback."""
    try:
        group(standalone_mode=True)
    except (SettingsError, SsrwikiError) as error:
        click.echo(f"ssrwiki: {error}", err=True)
        sys.exit(1)
