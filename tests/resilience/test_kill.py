"""kill -9 at random points: what was acknowledged stays, nothing is doubled, the index follows."""

import http.client
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from tests.factories.people import Town
from tests.resilience.site import Client, Processes

Result = TypeVar("Result")
WRITES = 200
KILLS = 6
LONGEST_CATCH_UP_SECONDS = 60


def test_two_hundred_writes_survive_six_kills(
    settings: Settings, database: Database, session: Session, town: Town, tmp_path: Path
) -> None:
    if not database.is_sqlite:
        pytest.skip("The processes of this test keep their own SQLite file.")
    town.actor("sergeant")
    session.commit()
    session.close()
    site = Processes(settings.database, tmp_path / "var")
    site.start()
    acknowledged: list[str] = []
    done = threading.Event()
    killer = threading.Thread(target=_kill_now_and_then, args=(site, acknowledged, done))
    killer.start()
    try:
        client = Client(site.address)
        _patiently(lambda: client.sign_in("sergeant"))
        for number in range(WRITES):
            acknowledged.append(_write(client, number))
    finally:
        done.set()
        killer.join()
    site.wait()

    with database.reading() as opened:
        slugs = opened.scalars(select(Document.slug)).all()
        revisions = opened.scalar(select(func.count()).select_from(Revision))
    assert sorted(slugs) == sorted(location.rpartition("/")[2] for location in acknowledged)
    assert revisions == WRITES

    until = time.monotonic() + LONGEST_CATCH_UP_SECONDS
    while (checked := site.command("search", "check")).returncode and time.monotonic() < until:
        time.sleep(0.3)
    site.kill()
    assert "0 differ" in checked.stdout, checked.stdout


def _write(client: Client, number: int) -> str:
    """One page, sent again with the same form until somebody says that it is kept."""
    fields = _patiently(lambda: client.form("/pages/new"))
    fields |= {
        "title": f"Written under fire {number}",
        "body": f"The note of hour {number}.",
        "audience": "public",
        "attribution": "named",
        "lang": "en",
    }
    status, location = _patiently(lambda: client.post("/pages/new", fields))
    assert status == 303, status
    return location


def _patiently(act: Callable[[], Result]) -> Result:
    """The act's result, tried again while the server is away or has just died on it."""
    until = time.monotonic() + 60
    while True:
        try:
            return act()
        except (OSError, http.client.HTTPException):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _kill_now_and_then(site: Processes, acknowledged: list[str], done: threading.Event) -> None:
    chance = random.Random()
    for kill in range(KILLS):
        threshold = (kill + 1) * WRITES // (KILLS + 1)
        while len(acknowledged) < threshold and not done.is_set():
            time.sleep(0.001)
        if done.is_set():
            return
        time.sleep(chance.uniform(0, 0.05))
        site.kill()
        site.start()
