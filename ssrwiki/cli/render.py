"""Rendering stored texts anew after the renderer has changed."""

import click
from tqdm import tqdm

from ssrwiki import app as composition
from ssrwiki.cli import context
from ssrwiki.foundation import stored_html


@click.command()
@click.option("--all", "everything", is_flag=True, required=True, help="Every outdated text.")
def render(everything: bool) -> None:
    """Render anew what another renderer made. Safe to repeat and to stop."""
    opened = context.database()
    text_count = 0
    for table in composition.html_tables():
        with opened.reading() as session:
            waiting_count = stored_html.outdated_count(session, table)
        with tqdm(total=waiting_count, desc=table.name, unit="text") as bar:
            last_key = 0
            while True:
                with opened.reading() as session:
                    batch = stored_html.renewals(session, table, after=last_key)
                if not batch:
                    break
                with opened.writing() as session:
                    stored_html.store(session, table, batch)
                last_key = batch[-1].key
                bar.update(len(batch))
        text_count += waiting_count
    click.echo(f"{text_count} texts rendered.")
