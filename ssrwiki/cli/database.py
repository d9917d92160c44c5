"""Setting up a site and bringing its schema up to date."""

import secrets

import click

from ssrwiki import app as composition
from ssrwiki.cli import context, redactions
from ssrwiki.cli.seed import acts, pages
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.accounts.actions import staff
from ssrwiki.foundation import clock, migrations


@click.command()
@click.option("--email", prompt=True, help="Address of the first administrator.")
@click.option("--name", default="Administrator", help="Name shown for them.")
def init(email: str, name: str) -> None:
    """Set up an empty site: database, index, first administrator."""
    opened = context.database_of_any_schema()
    migrations.upgrade(opened)
    password = secrets.token_urlsafe(15)
    with opened.writing() as session:
        handle = staff.add(
            session,
            email=email,
            password=password,
            display_name=name,
            role=Role.MEMBER,
            is_administrator=True,
        ).handle
    acts.play(opened, pages.house_acts(handle, clock.now()), composition.tasks())
    composition.build_index_if_needed(opened, composition.open_index(context.settings()))
    click.echo(f"The site is ready. Sign in as {email} with {password} and change it.")


@click.command()
def upgrade() -> None:
    """Bring the database to the newest schema."""
    opened = context.database_of_any_schema()
    before = migrations.present(opened)
    if opened.is_sqlite and before and not migrations.is_at_head(opened):
        kept = context.settings().data_folder / f"before-upgrade-{before}.sqlite"
        kept.unlink(missing_ok=True)
        with opened.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM INTO ?", (str(kept),))
        click.echo(f"The database as it was is kept in {kept}.")
    migrations.upgrade(opened)
    if not migrations.is_at_head(opened):
        raise click.ClickException("The schema is not at head after the migration.")
    redactions.settle(opened)
    click.echo("The schema is at head.")
