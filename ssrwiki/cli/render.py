"""Rendering stored texts anew after the renderer has changed."""

import click
from sqlalchemy import select
from tqdm import tqdm

from ssrwiki.cli import context
from ssrwiki.commons.documents.actions import saving
from ssrwiki.commons.documents.models import Rendering, Revision
from ssrwiki.foundation.markup.markdown import RENDERER_VERSION

BATCH = 50


@click.command()
@click.option("--all", "everything", is_flag=True, required=True, help="Every outdated text.")
def render(everything: bool) -> None:
    """Render anew what an older renderer made. Safe to repeat and to stop."""
    opened = context.database()
    outdated = Rendering.renderer_version != RENDERER_VERSION
    with opened.reading() as session:
        ids = session.scalars(select(Rendering.revision_id).where(outdated)).all()
    for start in tqdm(range(0, len(ids), BATCH), unit="batch"):
        with opened.writing() as session:
            batch = select(Revision).where(Revision.id.in_(ids[start : start + BATCH]))
            for revision in session.scalars(batch):
                saving.render_anew(session, revision)
    click.echo(f"{len(ids)} texts rendered.")
