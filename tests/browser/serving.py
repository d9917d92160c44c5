"""The site as `ssrwiki serve --with-worker` runs it, on a free port and a copy of the demo."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.accounts.actions import sessions
from ssrwiki.features.accounts.views import visits
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import PREFIX, Settings

STARTS_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A running site, and its database for arranging what a test begins with."""

    settings: Settings
    database: Database

    @property
    def address(self) -> str:
        """Where it answers."""
        return self.settings.base_url

    @property
    def cookie_name(self) -> str:
        """The cookie that holds a sign-in."""
        return visits.cookie_name(self.settings)

    @contextmanager
    def arranging(self) -> Iterator[Session]:
        """A writing session beside the server's own."""
        with self.database.writing() as session:
            yield session

    def actor(self, session: Session, handle: str) -> Actor:
        """A person of the demo."""
        person = people.person_by_handle(session, handle)
        assert person is not None, f"The demo has no person {handle}."
        return people.actor(session, person.id)

    def new_sign_in(self, handle: str) -> str:
        """The cookie of a fresh sign-in, without the page and its throttle."""
        with self.arranging() as session:
            return sessions.open_for(session, self.actor(session, handle).id)

    def end_sign_in(self, cookie: str) -> None:
        """Lets a sign-in expire; the browser keeps its cookie and doesn't know."""
        with self.arranging() as session:
            sessions.end(session, cookie)


@contextmanager
def serving(settings: Settings, log: Path) -> Iterator[Served]:
    """Runs server and worker on these settings until the end of the block."""
    port = _free_port()
    settings = replace(settings, env="development", base_url=f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "ssrwiki.cli", "serve", "--with-worker", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, env=_environment(settings), stdout=written, stderr=subprocess.STDOUT
        )
    database = composition.open_database(settings)
    try:
        _wait_for(f"{settings.base_url}/-/health", process, log)
        yield Served(settings, database)
    finally:
        database.dispose()
        process.send_signal(signal.SIGTERM)
        process.wait(ENDS_WITHIN_SECONDS)


def _environment(settings: Settings) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {PREFIX + name.upper(): value for name, value in asdict(settings).items() if value}
    return others | ours


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site doesn't answer:\n{log.read_text(errors='replace')}")
