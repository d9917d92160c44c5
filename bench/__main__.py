"""Runs the benchmark and prints a table."""

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from bench import asking, growing, slow_lines
from bench.asking import Timing
from ssrwiki import app as composition
from ssrwiki.cli.seed import planting
from ssrwiki.cli.serve import SERVING
from ssrwiki.foundation import migrations
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import access_log
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor
from tests.counting import unkept
from tests.resilience.site import Client, free_port

ROOT = Path(__file__).parents[1]
ROUNDS = 3
SEARCHES = (
    "police station commander",
    "local ownership",
    "vetting appeal",
    "prison register",
    "donor coordination",
    "district magistrate",
    '"the public"',
    "meeting minutes",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the site beside the floor, medians over the rounds."""

    work: str
    statements: int
    site: Timing
    floor: Timing

    def print(self) -> None:
        click.echo(
            f"{self.work:<28}{self.statements:>6}{self.site.per_second:>10.0f}"
            f"{self.site.per_second / self.floor.per_second:>8.2f}{self.site.p50:>9.2f}"
            f"{self.site.p99:>9.2f}{self.floor.p50:>10.2f}{self.site.size / 1024:>8.1f}"
        )


def main() -> None:
    """Grows a site, serves it beside the floor and asks both in turn."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--pages", type=int, default=growing.PAGES)
    parser.add_argument("--seconds", type=float, default=2.0, help="per measurement")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ssrwiki-bench-") as folder:
        settings = _settings(Path(folder))
        slugs = _prepare(settings, given.pages)
        site_port, floor_port = free_port(), free_port()
        with _served("wsgi:app", site_port, settings), _served("bench.floor:app", floor_port):
            _measure(settings, slugs, site_port, floor_port, given.seconds)


def _settings(folder: Path) -> Settings:
    return Settings(
        env="development", data_dir=str(folder), secret_key="bench-" + "0123456789abcdef" * 4
    )


def _prepare(settings: Settings, pages: int) -> list[str]:
    database = composition.open_database(settings)
    migrations.upgrade(database)
    planting.plant(database, settings)
    slugs = growing.grow(database, pages)
    run_due(database, composition.tasks())
    composition.build_index_if_needed(database, composition.open_index(settings))
    database.dispose()
    return slugs


@contextmanager
def _served(application: str, port: int, settings: Settings | None = None) -> Iterator[None]:
    environment = dict(os.environ)
    if settings is not None:
        environment |= {
            "SSRWIKI_ENV": settings.env,
            "SSRWIKI_DATA_DIR": settings.data_dir,
            "SSRWIKI_SECRET_KEY": settings.secret_key,
        }
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, *SERVING], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    probe = f"http://127.0.0.1:{port}/" + ("-/health" if settings else "1")
    for _ in range(300):
        try:
            urllib.request.urlopen(probe, timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _measure(
    settings: Settings, slugs: Sequence[str], site: int, floor: int, seconds: float
) -> None:
    app = composition.create_app(settings)
    logging.disable()  # of this process, which only counts: its lines would stand in the table
    counting = Visitor(app).sign_in("learner")
    guest = Visitor(counting.app)
    member = Client(f"http://127.0.0.1:{site}")
    member.sign_in("learner")
    some = [f"/pages/{slug}" for slug in slugs[:: max(1, len(slugs) // 120)]]
    searches = [f"/search?q={query.replace(' ', '+')}" for query in SEARCHES]
    history = f"/pages/{growing.LONG_LIVED}/history"
    redline = f"/pages/{growing.LONG_LIVED}/compare?from=200&to=210"
    click.echo(
        f"{len(slugs)} pages; {ROUNDS} rounds of {seconds} s in turn with the floor; medians\n"
        f"{'':<28}{'stmts':>6}{'req/s':>10}{'ratio':>8}{'p50 ms':>9}{'p99 ms':>9}"
        f"{'floor p50':>10}{'kB':>8}"
    )

    def row(work: str, paths: Sequence[str], *, cookie: str = "", clients: int = 1) -> None:
        visitor = counting if cookie else guest
        visitor.get(unkept(paths[0]))
        count = access_log.statement_count()
        requests = [asking.get(path, cookie) for path in paths]
        asking.measure(site, requests, seconds / 2, clients)
        size = asking.measure(site, requests[:1], 0.1).size
        _in_turn(
            work,
            count,
            lambda: asking.measure(site, requests, seconds, clients),
            lambda: asking.measure(floor, [asking.get(f"/{size}")], seconds, clients),
        )

    row("view, guest", some)
    row("view, guest, 16 at once", some, clients=16)
    row("view, member", some, cookie=member.cookie)
    row("view, member, 16 at once", some, cookie=member.cookie, clients=16)
    row("search", searches, cookie=member.cookie)
    row("search, 4 at once", searches, cookie=member.cookie, clients=4)
    row("history, 220 revisions", [history], cookie=member.cookie)
    row("redline of a long page", [redline], cookie=member.cookie)
    row("edit form", [f"{some[0]}/edit"], cookie=member.cookie)
    _saves(counting, member, floor, seconds)
    _slow_lines(settings, site, some, seconds)


def _slow_lines(settings: Settings, site: int, paths: Sequence[str], seconds: float) -> None:
    """The same guest's view with and without fifty slow lines, both through the shipped proxy."""
    if not slow_lines.is_possible():
        click.echo("Left out: slow lines behind the proxy; this machine has no nginx.")
        return
    folder, port = Path(settings.data_dir) / "nginx", free_port()
    folder.mkdir()
    requests = [asking.get(path) for path in paths]
    asking.measure(site, requests, seconds / 2)

    def view() -> Timing:
        return asking.measure(port, requests, seconds)

    def slowed_view() -> Timing:
        with slow_lines.slow_lines(port, paths[0]):
            return view()

    with slow_lines.proxy(folder, site, port):
        _in_turn(f"view, {slow_lines.LINES} slow lines", 0, slowed_view, view)


def _saves(counting: Visitor, member: Client, floor: int, seconds: float) -> None:
    numbers = iter(range(10_000))
    body = "The commander listened first. " * 190

    def filled() -> dict[str, str]:
        return member.form("/pages/new") | {
            "title": f"Saved {next(numbers)}",
            "body": body,
            "audience": "public",
            "attribution": "named",
            "lang": "en",
        }

    counting.send("/pages/new", title="Counted", body=body, audience="public", lang="en")
    count = access_log.statement_count()

    def save(fields: dict[str, str]) -> None:
        status, _ = member.post("/pages/new", fields)
        if status != 303:
            raise RuntimeError(f"A save answered {status}.")

    def saves() -> Timing:
        forms = [filled() for _ in range(40)]
        return asking.timed([partial(save, fields) for fields in forms])

    _in_turn(
        "save of 5.7 kB",
        count,
        saves,
        lambda: asking.measure(floor, [asking.get("/10000")], seconds),
    )


def _in_turn(
    work: str, statements: int, site: Callable[[], Timing], floor: Callable[[], Timing]
) -> None:
    pairs = [(site(), floor()) for _ in range(ROUNDS)]
    Row(work, statements, _median([s for s, _ in pairs]), _median([f for _, f in pairs])).print()


def _median(timings: Sequence[Timing]) -> Timing:
    return Timing(
        per_second=statistics.median(t.per_second for t in timings),
        p50=statistics.median(t.p50 for t in timings),
        p99=statistics.median(t.p99 for t in timings),
        size=timings[0].size,
    )


if __name__ == "__main__":
    main()
