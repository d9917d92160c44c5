"""Accounts from the command line."""

import click

from ssrwiki.cli import context
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.accounts.actions import staff

ROLES = click.Choice([role.value for role in Role if role is not Role.GUEST])


@click.group()
def people() -> None:
    """Add accounts, change roles and passwords."""


@people.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=ROLES, default=Role.MEMBER.value)
@click.password_option()
def add(email: str, name: str, role: str, password: str) -> None:
    """Add an account."""
    with context.database().writing() as session:
        staff.add(session, email=email, password=password, display_name=name, role=Role(role))
    click.echo("Added.")


@people.command()
@click.argument("email")
@click.argument("role", type=ROLES)
@click.option("--moderator", is_flag=True)
@click.option("--administrator", is_flag=True)
def role(email: str, role: str, moderator: bool, administrator: bool) -> None:
    """Set what a person may do."""
    with context.database().writing() as session:
        staff.set_role(
            session,
            email,
            role=Role(role),
            is_moderator=moderator,
            is_administrator=administrator,
        )
    click.echo("The role is set; the person signs in anew.")


@people.command()
@click.argument("email")
@click.password_option()
def password(email: str, password: str) -> None:
    """Set a password."""
    with context.database().writing() as session:
        staff.set_password(session, email, password)
    click.echo("The password is set.")


@people.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Close an account; its contributions stay."""
    with context.database().writing() as session:
        staff.deactivate(session, email)
    click.echo("The account is closed.")


@people.command()
@click.argument("name")
@click.argument("emails", nargs=-1, required=True)
def group(name: str, emails: tuple[str, ...]) -> None:
    """Put people into a group that can be chosen as an audience."""
    with context.database().writing() as session:
        staff.gather(session, name, emails)
    click.echo("They read together now.")
