"""Running the site: web processes and the worker, each refusing a schema that isn't at head."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click

from ssrwiki import app as composition
from ssrwiki.cli import context
from ssrwiki.cli.seed import planting
from ssrwiki.foundation import migrations
from ssrwiki.foundation import worker as working
from ssrwiki.foundation.logs import lines
from ssrwiki.foundation.settings import Settings

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
SERVING = [
    "--no-control-socket",
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "4",
    "--keep-alive",
    "15",
    "--logger-class",
    "ssrwiki.foundation.logs.server.GunicornLogger",
]


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--host", default=HOST, show_default=True, help="Development binds 127.0.0.1 only.")
@click.option("--with-worker", is_flag=True, help="Run the job worker beside the web processes.")
@click.option("--demo", is_flag=True, help="Migrate, seed and index first (development).")
def serve(port: int, host: str, with_worker: bool, demo: bool) -> None:
    """Serve the site with gunicorn."""
    settings = context.settings()
    if settings.is_development and host != HOST:
        raise click.ClickException("Development serves 127.0.0.1 only.")
    _check_port(host, port)
    if demo:
        _prepare(settings)
    opened = context.database()
    composition.refuse_demo_accounts(settings, opened)
    composition.refuse_redacted_words(opened)
    for warning in settings.warnings:
        click.echo(f"ssrwiki: warning: {warning}", err=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{host}:{port}", *SERVING]
    commands = [gunicorn]
    if with_worker:
        commands.append([sys.executable, "-m", "ssrwiki.cli", "worker"])
    if demo:
        _say_where(host, port)
    sys.exit(_run(commands, port))


@click.command()
def worker() -> None:
    """Run jobs and keep the search index until told to stop; under maintenance, wait."""
    lines.configure()
    opened = context.database()
    stop = working.until_told()
    if context.settings().is_read_only:
        click.echo("ssrwiki: SSRWIKI_READ_ONLY is set: the worker waits.")
        working.wait(stop)
        return
    composition.refuse_redacted_words(opened)
    index = composition.open_index(context.settings())
    working.run(
        opened,
        composition.tasks(),
        composition.schedules(),
        drain=composition.keep_index(opened, index),
        stop=stop,
    )


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"port {port} is taken: PORT={port + 1} make run") from error


def _prepare(settings: Settings) -> None:
    opened = context.database_of_any_schema()
    migrations.upgrade(opened)
    planting.plant(opened, settings)
    index = composition.open_index(settings)
    composition.build_index_if_needed(opened, index)
    opened.dispose()


def _say_where(host: str, port: int) -> None:
    click.echo(f"\n  ssrwiki runs at http://{host}:{port}  (Ctrl-C stops it)\n")
    click.echo("  Sign in with the password road-test-demo as")
    for who in ("policy", "policy2", "policy3", "practitioner", "practitioner2", "learner"):
        click.echo(f"    {who}@example.org")
    click.echo("    moderator@example.org\n    admin@example.org\n")


def _run(commands: list[list[str]], port: int) -> int:
    """Runs all until one ends or a signal comes; then ends all and gives the first one's code."""
    environ = {**os.environ, "PORT": str(port)}  # what links in development's mails begin with
    running = [subprocess.Popen(command, cwd=ROOT, env=environ) for command in commands]

    def end(*_: object) -> None:
        for process in running:
            if process.poll() is None:
                process.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    code = 0
    pid, status = os.wait()
    if pid == running[0].pid:
        code = os.waitstatus_to_exitcode(status)
    end()
    for process in running:
        if process.pid != pid:
            process.wait()
    return max(code, 0)
