"""Who may be served: a schema at head, no demo account in production, nobody under maintenance."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ssrwiki.app import served_app
from ssrwiki.cli import group
from ssrwiki.commons.people.models import Person
from ssrwiki.foundation import clock, jobs, worker
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.settings import Settings, SettingsError
from tests.factories.people import Town


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """The test's own again afterwards."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_files_of_a_served_site_are_for_its_user_only(settings: Settings, tmp_path: Path) -> None:
    served_app(settings)
    (tmp_path / "later").touch()
    assert (tmp_path / "later").stat().st_mode & 0o077 == 0


def test_a_database_without_its_schema_is_not_served(settings: Settings, tmp_path: Path) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with pytest.raises(SettingsError, match="ssrwiki upgrade"):
        served_app(empty)


def test_a_database_that_cannot_be_opened_is_one_line_and_no_traceback(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "shut.sqlite").mkdir()  # as a folder without rights is to those who aren't root
    shut = {**environment, "SSRWIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'shut.sqlite'}"}
    for words in (["serve", "--port", "0"], ["worker"], ["upgrade"]):
        done = CliRunner(env=shut).invoke(group, words)
        assert done.exit_code == 1
        assert done.output == (
            "Error: The database can't be opened (unable to open database file). "
            f"This user must be able to write to {tmp_path}.\n"
        )


def test_production_serves_no_demo_accounts(
    settings: Settings, session: Session, town: Town
) -> None:
    town.actor("policy")
    session.commit()
    production = replace(settings, env="production", base_url="https://wiki.example")
    served_app(production)
    session.execute(update(Person).values(is_demo=True))
    session.commit()
    with pytest.raises(SettingsError, match="demo accounts"):
        served_app(production)


def test_a_worker_under_maintenance_touches_nothing(
    environment: Mapping[str, str], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.execute(delete(Job))
    jobs.enqueue(session, "accounts.mail_standing", person="nobody", occasion="none")
    session.commit()
    monkeypatch.setattr(worker, "until_told", lambda: iter([False, True]).__next__)
    held = {**environment, "SSRWIKI_READ_ONLY": "1"}
    done = CliRunner(env=held).invoke(group, ["worker"])
    assert "the worker waits" in done.output
    waiting = session.scalars(select(Job)).all()
    assert [(job.name, job.tries) for job in waiting] == [("accounts.mail_standing", 0)]
    assert waiting[0].due_at <= clock.now()
