"""The search index from the command line."""

import os

import click
from tqdm import tqdm

from ssrwiki import app as composition
from ssrwiki.cli import context
from ssrwiki.foundation.search import check as checking
from ssrwiki.foundation.search import upkeep
from ssrwiki.foundation.search.rebuild import RebuildRunning, rebuild


@click.group()
def search() -> None:
    """Rebuild and check the search index."""


@search.command("rebuild")
def rebuild_index() -> None:
    """Build the index anew while the old one answers."""
    os.nice(upkeep.NICENESS)
    opened = context.database()
    with tqdm(unit="text") as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            count = rebuild(
                composition.open_index(context.settings()),
                composition.searchables(),
                reading=opened.reading,
                progress=progress,
            )
        except RebuildRunning:
            raise click.ClickException("Another process is rebuilding the index.") from None
    click.echo(f"{count} texts indexed.")


@search.command()
def check() -> None:
    """Report where index and database differ; exit 1 when they do."""
    opened = context.database()
    expected = dict(checking.expected_digests(composition.searchables(), opened.reading))
    index = composition.open_index(context.settings())
    drift = checking.drift(index, expected)
    for word, names in (
        ("missing", drift.missing),
        ("stale", drift.stale),
        ("surplus", drift.surplus),
    ):
        for name in names:
            click.echo(f"{word}  {name}")
    dead_count = index.wear().dead_count
    click.echo(f"{len(expected)} entries, {drift.count} differ. {dead_count} dead ones take room.")
    raise SystemExit(1 if drift.count else 0)
