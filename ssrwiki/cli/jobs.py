"""The job table from the command line; payloads are not printed."""

import click
from sqlalchemy import select

from ssrwiki.cli import context
from ssrwiki.foundation import clock
from ssrwiki.foundation.jobs import Job


@click.group()
def jobs() -> None:
    """List, retry and drop jobs."""


@jobs.command("list")
def list_jobs() -> None:
    """Show what waits and what has died, longest due first."""
    with context.database().reading() as session:
        for job in session.scalars(select(Job).order_by(Job.due_at, Job.id)):
            state = "dead" if job.dead_at else "waits"
            error = f"  {job.last_error}" if job.last_error else ""
            click.echo(f"{job.id:>6}  {state}  {job.due_at:%Y-%m-%d %H:%M}  {job.name}{error}")


@jobs.command()
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Give a job another run now."""
    with context.database().writing() as session:
        job = _of(session.get(Job, number))
        job.dead_at, job.leased_until, job.tries, job.due_at = None, None, 0, clock.now()
    click.echo("The worker takes it next.")


@jobs.command()
@click.argument("number", type=int)
def drop(number: int) -> None:
    """Take a job off the table for good."""
    with context.database().writing() as session:
        session.delete(_of(session.get(Job, number)))
    click.echo("Dropped.")


def _of(job: Job | None) -> Job:
    if job is None:
        raise click.ClickException("There is no such job.")
    return job
