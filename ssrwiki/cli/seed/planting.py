"""The `seed` command and the whole play."""

from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import update

from ssrwiki import app as composition
from ssrwiki.cli import context
from ssrwiki.cli.seed import acts, community, pages, policies
from ssrwiki.cli.seed.reading import Calendar
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.foundation import clock, migrations
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.mail import post
from ssrwiki.foundation.settings import Settings

NEWS = timedelta(days=14)
"""How old a notice may be and still be new to the people of the play."""


@click.command()
@click.option("--demo", is_flag=True, required=True, help="The only seed there is.")
def seed(demo: bool) -> None:
    """Plant the demo, in an empty folder too; what is there already is left alone."""
    settings = context.settings()
    opened = context.database_of_any_schema()
    if migrations.present(opened) is None and not settings.is_production:
        migrations.upgrade(opened)
    count = plant(context.database(), settings)
    click.echo(f"{count} acts planted." if count else "The demo is planted already.")


def plant(database: Database, settings: Settings) -> int:
    """Plants the demo in a site that isn't in production; how many acts it took.

    Raises:
        ClickException: in production, which never holds demo accounts.
    """
    if settings.is_production:
        raise click.ClickException("The demo is for development: set SSRWIKI_ENV=development.")
    calendar = Calendar(datetime.now(UTC).date())
    plays = [*community.acts(calendar), *pages.acts(calendar), *policies.acts(calendar)]
    with post.silence(database):
        count = acts.play(database, plays, composition.tasks())
    if count:
        with database.writing() as session:
            session.execute(
                update(Notice)
                .where(Notice.mail_state == MailState.WAITING)
                .values(mail_state=MailState.SKIPPED)
            )
            session.execute(
                update(Notice).where(Notice.created_at < clock.now() - NEWS).values(is_read=True)
            )
    return count
