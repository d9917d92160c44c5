"""The job table from the command line."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.jobs import Job
from tests.cli.conftest import Command


def dead_job(session: Session) -> Job:
    jobs.enqueue(session, "accounts.mail_standing", person="k3p9secret", occasion="x")
    job = session.scalars(select(Job)).one()
    job.tries, job.dead_at, job.last_error = jobs.MAXIMUM_TRIES, clock.now(), "OSError"
    session.commit()
    return job


def test_the_dead_are_listed_without_what_they_are_about(
    command: Command, session: Session
) -> None:
    job = dead_job(session)
    listed = command("jobs", "list").output
    assert f"{job.id}  dead" in listed
    assert "accounts.mail_standing" in listed
    assert "OSError" in listed
    assert "k3p9secret" not in listed


def test_a_dead_job_gets_another_run(command: Command, session: Session) -> None:
    number = dead_job(session).id
    assert command("jobs", "retry", str(number)).exit_code == 0
    session.expire_all()
    job = session.get_one(Job, number)
    assert (job.dead_at, job.tries) == (None, 0)
    assert job.due_at <= clock.now()


def test_a_job_can_be_dropped(command: Command, session: Session) -> None:
    number = dead_job(session).id
    assert command("jobs", "drop", str(number)).exit_code == 0
    session.expire_all()
    assert session.get(Job, number) is None


def test_an_unknown_number_is_told(command: Command) -> None:
    done = command("jobs", "retry", "4711")
    assert done.exit_code == click.ClickException.exit_code
    assert "no such job" in done.output
