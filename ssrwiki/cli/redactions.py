"""The list of redactions from the command line: what it says, and doing it again.

A restored backup brings words back that had to go. `upgrade`, which every restore runs, takes
them out again by itself; `serve` and `worker` only look, and don't start while something is due.
"""

from collections.abc import Sequence

import click
from sqlalchemy import select
from tqdm import tqdm

from ssrwiki.cli import context
from ssrwiki.commons.documents.actions import replaying
from ssrwiki.commons.documents.actions.replaying import Outstanding
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.listing import Line
from ssrwiki.foundation.redactions.models import Redaction


@click.group()
def redactions() -> None:
    """Show what was redacted, and redact it again after a restore."""


@redactions.command("list")
def list_redactions() -> None:
    """Show every listed redaction and whether this database has it; exit 1 when it doesn't."""
    opened = context.database()
    with opened.reading() as session:
        listed = keeping.of(session).read()
        found = replaying.outstanding(session)
        noted = set(session.scalars(select(Redaction.public_id)))
    states = dict.fromkeys(noted, "done")
    states |= {line.public_id: "due" for line in found.due}
    states |= {line.public_id: "unsigned" for line in found.doubtful}
    for line in (*listed.signed, *listed.unsigned):
        click.echo(f"{states.get(line.public_id, 'absent'):8}  {_told(line)}")
    unlisted_count = len(noted - {*listed.ids})
    if unlisted_count:
        click.echo(f"{unlisted_count} of the database aren't listed yet: the worker sees to it.")
    _say_damaged(found)
    raise SystemExit(1 if found.refusal else 0)


@redactions.command()
@click.option("--unsigned", is_flag=True, help="Also lines that no key of this site has signed.")
def replay(unsigned: bool) -> None:
    """Redact again whatever the list names and this database still holds. Safe to repeat."""
    opened = context.database()
    with opened.reading() as session:
        found = replaying.outstanding(session)
    lines = [*found.due, *(found.doubtful if unsigned else ())]
    _repeat(opened, lines)
    click.echo(
        f"{len(lines)} redacted again; {found.absent_count} are about what this database never had."
    )
    _say_damaged(found)
    if found.doubtful and not unsigned:
        raise click.ClickException(found.refusal)


def settle(opened: Database) -> None:
    """Brings list and database together after a migration: each may know what the other doesn't.

    Raises:
        ClickException: unsigned lines are left for the operator to judge.
    """
    with opened.reading() as session:
        keeping.bring_up_to_date(session)
        found = replaying.outstanding(session)
    if found.due:
        _repeat(opened, found.due)
        click.echo(f"{len(found.due)} redactions of the list were made again.")
    _say_damaged(found)
    if found.doubtful:
        raise click.ClickException(found.refusal)


def _repeat(opened: Database, lines: Sequence[Line]) -> None:
    for line in tqdm(lines, unit="redaction", disable=not lines):
        with opened.writing() as session:
            replaying.repeat(session, line)


def _say_damaged(found: Outstanding) -> None:
    if found.damaged_count:
        click.echo(f"{found.damaged_count} lines of the list can't be read.", err=True)


def _told(line: Line) -> str:
    number = f" {line.number}" if line.number is not None else ""
    title = " with its title" if line.covers_title else ""
    what = f"{line.kind}{number} {line.target_id}{title}"
    return f"{line.at:%Y-%m-%d %H:%M}  {line.reason:13}  {what}"
