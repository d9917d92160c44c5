"""The whole way: a backup, a redaction, a disaster, the backup put back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy.orm import Session

from ssrwiki.app import served_app
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.redactions.listing import FILE_NAME
from ssrwiki.foundation.settings import Settings, SettingsError
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page, revised
from tests.factories.people import Town
from tests.factories.redactions import redacted, redacted_revision

WORD = "zorvantique"
Command = Callable[..., Result]


@pytest.fixture
def settings(own_settings: Settings) -> Settings:
    """Of a site whose database file the test may exchange."""
    return own_settings


@pytest.fixture
def database(own_database: Database) -> Database:
    return own_database


@pytest.fixture
def restored(database: Database, session: Session, town: Town, tmp_path: Path) -> Path:
    """The database's file: of before two redactions, beside the list that knows of them."""
    if not database.is_sqlite:
        pytest.skip("a backup of PostgreSQL needs its own tools")
    author = town.actor("author", organisation="service-0")
    moderator = town.actor("moderator", is_moderator=True, organisation="secretariat")
    page = a_page(session, author, title=f"{WORD} in Bo", body=f"It is {WORD}.").document
    comment = a_remark(session, author, page, f"I know {WORD} too.")
    session.commit()
    file = Path(str(database.url.database))
    backup = tmp_path / "backup.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    revised(session, author, page, "Without it.", title="Another name")
    redacted(session, moderator, "comment", comment.public_id)
    redacted_revision(session, moderator, page, 1, covers_title=True)
    late = a_remark(session, author, page, "Made after the backup.")
    redacted(session, moderator, "comment", late.public_id)
    session.commit()
    session.close()
    database.dispose()
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copy(backup, file)
    return file


def dumped(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()).lower()


def test_a_restored_backup_is_not_served_before_it_is_redacted_again(
    restored: Path, settings: Settings, command: Command
) -> None:
    assert WORD in dumped(restored)
    with pytest.raises(SettingsError, match="ssrwiki redactions replay"):
        served_app(settings)
    worker = command("worker")
    assert worker.exit_code == 1
    assert "2 texts that were redacted" in str(worker.exception)

    listed = command("redactions", "list")
    assert (listed.exit_code, listed.output.count("due  "), listed.output.count("absent")) == (
        *(1, 2),
        1,
    )
    done = command("redactions", "replay")
    assert done.exit_code == 0
    assert "2 redacted again; 1 are about what this database never had." in done.output
    assert WORD not in dumped(restored)
    served_app(settings)
    assert command("redactions", "list").exit_code == 0
    assert "0 redacted again" in command("redactions", "replay").output


def test_an_upgrade_redacts_again_by_itself(
    restored: Path, settings: Settings, command: Command
) -> None:
    done = command("upgrade")
    assert done.exit_code == 0, done.output
    assert "2 redactions of the list were made again." in done.output
    assert WORD not in dumped(restored)
    served_app(settings)


def test_lines_of_another_key_need_a_word_of_the_operator(
    restored: Path, settings: Settings, command: Command, environment: dict[str, str]
) -> None:
    environment["SSRWIKI_SECRET_KEY"] = "another-key-0123456789-abcdefghijklmnop"
    refused = command("redactions", "replay")
    assert refused.exit_code == 1
    assert "SSRWIKI_SECRET_KEYS_OLD" in refused.output
    assert WORD in dumped(restored)
    assert command("redactions", "replay", "--unsigned").exit_code == 0
    assert WORD not in dumped(restored)


def test_a_database_without_the_list_writes_it_at_the_next_start(
    session: Session, town: Town, settings: Settings
) -> None:
    author = town.actor(organisation="service-0")
    moderator = town.actor(is_moderator=True, organisation="secretariat")
    page = a_page(session, author).document
    redacted(session, moderator, "comment", a_remark(session, author, page).public_id)
    session.commit()
    file = settings.data_folder / FILE_NAME
    before = file.read_text()
    file.unlink()
    served_app(settings)
    assert file.read_text() == before
