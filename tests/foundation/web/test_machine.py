"""What monitoring is told, and what it is told only with the token."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki import app as composition
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site

TOKEN = {"Authorization": "Bearer watchful-eyes"}


@pytest.fixture
def watched(settings: Settings, database: Database) -> Site:
    return composition.create_app(replace(settings, metrics_token="watchful-eyes"), database)


def test_a_site_that_works_is_ready_and_tells_strangers_no_more(watched: Site) -> None:
    answer = watched.test_client().get("/-/ready")
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True})
    assert watched.test_client().get("/-/metrics").status_code == 404


@pytest.mark.parametrize("token", ["Bearer wätchful", "Bearer \xff", "Basic", ""])
def test_a_token_in_foreign_letters_opens_nothing_and_breaks_nothing(
    watched: Site, token: str
) -> None:
    given = {"Authorization": token}
    assert watched.test_client().get("/-/metrics", headers=given).status_code == 404
    assert watched.test_client().get("/-/ready", headers=given).get_json() == {"ok": True}


def test_the_token_opens_the_figures(watched: Site, session: Session) -> None:
    for number, name in enumerate(("accounts.mail", "notifications.mail_digest", "accounts.sweep")):
        jobs.enqueue(session, name, occasion=str(number))
    for job in session.scalars(select(Job)):
        job.last_error = "ConnectionRefusedError"
    session.scalars(select(Job).where(Job.name == "accounts.sweep")).one().dead_at = clock.now()
    session.commit()
    figures = watched.test_client().get("/-/ready", headers=TOKEN).get_json()
    assert figures["mail_failure_count"] == 2
    assert figures["dead_job_count"] == 1
    gauges = watched.test_client().get("/-/metrics", headers=TOKEN).get_data(as_text=True)
    assert "ssrwiki_jobs_dead 1" in gauges


def test_work_that_lies_for_long_makes_the_site_unready(watched: Site, session: Session) -> None:
    with clock.at(clock.now() - timedelta(minutes=10)):
        jobs.enqueue(session, "accounts.mail", occasion="late")
    session.commit()
    answer = watched.test_client().get("/-/ready", headers=TOKEN)
    assert answer.status_code == 503
    assert answer.get_json()["oldest_job_seconds"] >= 600


def test_a_wrong_token_tells_nothing(watched: Site) -> None:
    wrong = {"Authorization": "Bearer guess"}
    assert watched.test_client().get("/-/ready", headers=wrong).get_json() == {"ok": True}
    assert watched.test_client().get("/-/metrics", headers=wrong).status_code == 404
