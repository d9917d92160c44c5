"""The real site as processes, to be killed, and a client that doesn't give up."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path

from tests.factories.people import PASSWORD

ROOT = Path(__file__).parents[2]
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"')
LONGEST_START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Processes:
    """`ssrwiki serve --with-worker` on a folder of its own."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ,
            "SSRWIKI_ENV": "development",
            "SSRWIKI_DATABASE_URL": database_url,
            "SSRWIKI_DATA_DIR": str(folder),
            "SSRWIKI_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnop",
        }
        self.running: subprocess.Popen[bytes] | None = None
        self.log = folder / "site.log"
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "ssrwiki.cli", "serve", "--with-worker"]
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [*command, "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + LONGEST_START_SECONDS
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/-/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise RuntimeError(self.log.read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 of everything at once: master, web processes and worker."""
        if self.running is not None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ssrwiki.cli", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


class Client:
    """A browser without eyes: cookies, hidden fields, and patience with a dead server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect()
        )

    @property
    def cookie(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=10) as answer:
            text: str = answer.read().decode()
            return text

    def form(self, path: str) -> dict[str, str]:
        page = self.get(path)
        main = page[page.index("<main") :]
        return {name: unescape(value) for name, value in reversed(_HIDDEN.findall(main))}

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Status and location."""
        body = urllib.parse.urlencode(fields).encode()
        try:
            with self.opener.open(self.address + path, data=body, timeout=10) as answer:
                return answer.status, answer.headers.get("Location", "")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers.get("Location", "")

    def sign_in(self, handle: str) -> None:
        fields = self.form("/account/sign-in")
        fields |= {"email": f"{handle}@example.org", "password": PASSWORD}
        status, _ = self.post("/account/sign-in", fields)
        assert status == 303, status


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None
