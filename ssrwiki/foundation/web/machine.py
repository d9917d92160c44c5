"""Addresses for machines, and in development the mailbox and the components."""

import hmac
import shutil

from flask import Blueprint, Flask, abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from ssrwiki.foundation import clock, migrations
from ssrwiki.foundation.database import is_alive
from ssrwiki.foundation.jobs import IS_MAIL, Job
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import samples
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.route_marks import public
from ssrwiki.foundation.web.unit_of_work import database, session

LEAST_FREE_BYTES = 200 * 1024 * 1024
LONGEST_LAG_SECONDS = 300

machine = Blueprint("machine", __name__, url_prefix="/-")
workshop = Blueprint("workshop", __name__, url_prefix="/-")


def register(app: Flask, settings: Settings) -> None:
    """The workshop exists only in development and in tests."""
    app.register_blueprint(machine)
    if not settings.is_production:
        app.register_blueprint(workshop)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _has_token() -> bool:
    expected = _settings().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # A str with other letters than ASCII would raise.
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


@machine.get("/health")
@public
@no_store
def health() -> ResponseReturnValue:
    """200 while the process and its database answer."""
    return jsonify(ok=is_alive(session()))


@machine.get("/ready")
@public
@no_store
def ready() -> ResponseReturnValue:
    """Whether work gets done; with the token, the figures behind it."""
    now = clock.now()
    oldest = session().scalar(select(func.min(Job.due_at)).where(Job.dead_at.is_(None)))
    dead = session().scalar(select(func.count()).where(Job.dead_at.is_not(None))) or 0
    unsent = session().scalar(select(func.count()).where(IS_MAIL, Job.last_error.is_not(None))) or 0
    job_lag = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    index_lag = outbox.lag_seconds(session())
    free = shutil.disk_usage(_settings().data_folder).free
    is_at_head = migrations.is_at_head(database())
    is_ready = (
        is_at_head and free > LEAST_FREE_BYTES and max(job_lag, index_lag) < LONGEST_LAG_SECONDS
    )
    figures = {
        "schema_at_head": is_at_head,
        "oldest_job_seconds": round(job_lag),
        "dead_job_count": dead,
        "mail_failure_count": unsent,
        "index_lag_seconds": round(index_lag),
        "disk_free_bytes": free,
    }
    return jsonify(ok=is_ready, **(figures if _has_token() else {})), 200 if is_ready else 503


@machine.get("/metrics")
@public
@no_store
def metrics() -> ResponseReturnValue:
    """A few gauges in the Prometheus text format, for whoever has the token."""
    if not _has_token():
        abort(404)
    waiting = session().scalar(select(func.count()).where(Job.dead_at.is_(None))) or 0
    dead = session().scalar(select(func.count()).where(Job.dead_at.is_not(None))) or 0
    lines = [
        f"ssrwiki_jobs_waiting {waiting}",
        f"ssrwiki_jobs_dead {dead}",
        f"ssrwiki_index_lag_seconds {outbox.lag_seconds(session()):.0f}",
    ]
    return "\n".join(lines) + "\n", 200, {"Content-Type": "text/plain; version=0.0.4"}


@workshop.get("/components")
@public
def components() -> ResponseReturnValue:
    """Every component with sample values."""
    return render_template("workshop/components.html", **samples.of_components())


@workshop.get("/mailbox")
@public
@no_store
def mailbox() -> ResponseReturnValue:
    """The mails that development keeps instead of sending."""
    letters = folder.read_folder(_settings().data_folder / folder.FOLDER_NAME)
    return render_template("workshop/mailbox.html", letters=letters)


@workshop.get("/mailbox/<int:number>")
@public
@no_store
def letter(number: int) -> ResponseReturnValue:
    """One mail."""
    found = folder.read_letter(_settings().data_folder / folder.FOLDER_NAME, number)
    if found is None:
        abort(404)
    return render_template("workshop/letter.html", letter=found)
