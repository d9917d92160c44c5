"""Accounts and organisations from the command line."""

import sys

import click

from ssrwiki.cli import context
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.accounts.actions import staff


class RoleChoice(click.Choice[str]):
    """A role; moderators and administrators have one too, and a flag beside it."""

    def __init__(self) -> None:
        super().__init__([role.value for role in Role if role is not Role.GUEST])

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The role, or a refusal that names the flag."""
        if value in {"moderator", "administrator"}:
            self.fail(f"give a role and a flag beside it: member --{value}", param, ctx)
        return super().convert(value, param, ctx)


ROLES = RoleChoice()


def _read_password(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str:
    """Typed twice at a terminal; one line of whatever else is on the standard input."""
    if given is not None:
        return given
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


password_option = click.option(
    "--password", callback=_read_password, help="Better typed or piped: others see arguments."
)


@click.group()
def people() -> None:
    """Add accounts and organisations, change roles and passwords."""


@people.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=ROLES, default=Role.MEMBER.value)
@password_option
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
@password_option
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


@people.command()
@click.argument("name")
@click.option("--kind", default="organisation", help="Such as ministry, police-service, donor.")
@click.option("--country", default="", help="Two letters, such as SL.")
@click.option("--international", is_flag=True)
def organisation(name: str, kind: str, country: str, international: bool) -> None:
    """Add an organisation for which people may say that they work."""
    with context.database().writing() as session:
        staff.found(session, name, kind=kind, country=country, is_international=international)
    click.echo("Added.")
