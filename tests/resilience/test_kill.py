"""kill -9 at random points: what was acknowledged stays, nothing is doubled, the index follows."""

import http.client
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from tests.factories.people import Town
from tests.resilience.site import Client, Processes

Result = TypeVar("Result")
WRITES = 200
WRITERS = ("sergeant", "colonel", "magistrate", "warder")
KILLS = 6
LONGEST_CATCH_UP_SECONDS = 60


def test_two_hundred_writes_survive_six_kills(
    own_settings: Settings, own_database: Database, tmp_path: Path
) -> None:
    if not own_database.is_sqlite:
        pytest.skip("The processes of this test keep their own SQLite file.")
    with own_database.writing() as session:
        town = Town(session)
        for handle in WRITERS:
            town.actor(handle)
    site = Processes(own_settings.database, tmp_path / "var")
    site.start()
    acknowledged: list[str] = []
    over = threading.Event()
    killer = threading.Thread(target=_kill_now_and_then, args=(site, acknowledged, over))
    killer.start()
    try:
        with ThreadPoolExecutor(len(WRITERS)) as pool:
            list(pool.map(lambda handle: _write_all(site, handle, acknowledged), WRITERS))
    finally:
        over.set()
        killer.join()
    site.wait()

    with own_database.reading() as opened:
        slugs = opened.scalars(select(Document.slug)).all()
        revisions = opened.scalar(select(func.count()).select_from(Revision))
    assert sorted(slugs) == sorted(location.rpartition("/")[2] for location in acknowledged)
    assert revisions == len(acknowledged) == WRITES

    until = time.monotonic() + LONGEST_CATCH_UP_SECONDS
    while (checked := site.command("search", "check")).returncode and time.monotonic() < until:
        time.sleep(0.3)
    site.kill()
    assert "0 differ" in checked.stdout, checked.stdout


def _write_all(site: Processes, handle: str, acknowledged: list[str]) -> None:
    client = Client(site.address)
    _patiently(lambda: client.sign_in(handle))
    for number in range(WRITES // len(WRITERS)):
        location = _write(client, f"{handle} {number}")
        acknowledged.append(location)


def _write(client: Client, name: str) -> str:
    """One page, sent again with the same form until somebody says that it is kept."""
    fields = _patiently(lambda: client.form("/pages/new"))
    fields |= {
        "title": f"Written under fire by {name}",
        "body": f"The note of {name}.",
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


def _kill_now_and_then(site: Processes, acknowledged: list[str], over: threading.Event) -> None:
    chance = random.Random()
    for kill in range(KILLS):
        threshold = (kill + 1) * WRITES // (KILLS + 1)
        while len(acknowledged) < threshold and not over.is_set():
            time.sleep(0.001)
        if over.is_set():
            return
        time.sleep(chance.uniform(0, 0.05))
        site.kill()
        site.start()
