"""Planting the demo where nothing is yet."""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from ssrwiki.cli import group
from ssrwiki.cli.seed import reading
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database


@pytest.fixture
def small_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seed's people and topics, without its many texts."""
    folder = tmp_path / "seed"
    folder.mkdir()
    for path in reading.FOLDER.glob("*.toml"):
        shutil.copy(path, folder)
    monkeypatch.setattr(reading, "FOLDER", folder)


def seed(environment: Mapping[str, str], folder: Path, **more: str) -> Result:
    fresh = {"SSRWIKI_DATA_DIR": str(folder), "SSRWIKI_DATABASE_URL": "", **more}
    return CliRunner(env={**environment, **fresh}).invoke(group, ["seed", "--demo"])


@pytest.mark.usefixtures("small_seed")
def test_the_demo_is_planted_in_a_folder_where_nothing_is_yet(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    done = seed(environment, tmp_path / "var")
    assert (done.exit_code, "acts planted" in done.output) == (0, True)
    assert "planted already" in seed(environment, tmp_path / "var").output


def test_production_gets_neither_schema_nor_demo(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    assert seed(environment, tmp_path / "var", SSRWIKI_ENV="production").exit_code == 1
    assert seed(environment, tmp_path / "var", SSRWIKI_ENV="production").exit_code == 1


def test_only_what_happened_lately_is_new_to_the_people_of_the_demo(
    seeded_database: Database,
) -> None:
    lately = clock.now() - timedelta(days=15)
    with seeded_database.writing() as session:
        unread = session.scalars(select(Notice.created_at).where(Notice.is_read.is_(False))).all()
        assert unread
        assert min(unread) > lately
