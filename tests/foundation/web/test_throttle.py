"""Gates: an account counts first, an address carries a mission, strangers lock nobody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import TooMany
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import throttle, unit_of_work
from ssrwiki.foundation.web.throttle import Gate
from ssrwiki.foundation.web.throttle_storage import ThrottleHit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIGN_IN = Gate("sign-in", by_account="3 per 15 minutes", by_address="10 per 15 minutes")
JOIN = Gate("join", by_account="3 per 15 minutes", by_address="10 per 15 minutes")


@pytest.fixture
def app(database: Database) -> Flask:
    settings = Settings(env="test", secret_key="for-tests-only-0123456789-abcdefghij")
    app = Flask("throttled")
    app.config["SETTINGS"] = settings
    unit_of_work.register(app, database)
    limiter = throttle.init(app, database, settings)
    app.add_url_rule("/narrow", "narrow", limiter.limit("2 per minute")(lambda: "in"))
    return app


@contextmanager
def request_from(
    app: Flask, address: str = "192.0.2.1", *, at: datetime = NOON, cookie: str = ""
) -> Iterator[None]:
    environ = {"REMOTE_ADDR": address, "HTTP_COOKIE": cookie}
    with clock.at(at), app.test_request_context("/", method="POST", environ_base=environ):
        yield


def count(app: Flask, account: str, address: str = "192.0.2.1", cookie: str = "") -> None:
    with request_from(app, address, cookie=cookie):
        throttle.count(SIGN_IN, account=account)


def device_cookie(app: Flask, account: str) -> str:
    with request_from(app):
        marked = throttle.remember_device(Response(), account=account)
    return str(marked.headers["Set-Cookie"]).partition(";")[0]


def test_an_account_is_refused_after_its_tries_with_the_time_to_wait(app: Flask) -> None:
    for _try in range(3):
        count(app, "amina@example.org")
    later = NOON + timedelta(minutes=5)
    with request_from(app, at=later), pytest.raises(TooMany) as refused:
        throttle.count(SIGN_IN, account="amina@example.org")
    assert refused.value.retry_after_seconds == 600


def test_an_account_is_free_again_when_the_window_has_ended(app: Flask) -> None:
    for _try in range(3):
        count(app, "amina@example.org")
    with request_from(app, at=NOON + timedelta(minutes=15)):
        throttle.count(SIGN_IN, account="amina@example.org")


def test_capitals_and_other_addresses_do_not_give_more_tries(app: Flask) -> None:
    for number in range(3):
        count(app, "amina@example.org", address=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        count(app, "Amina@Example.org", address="192.0.2.9")


def test_others_and_other_gates_are_not_touched(app: Flask) -> None:
    for _try in range(3):
        count(app, "amina@example.org")
    count(app, "musa@example.org")
    with request_from(app):
        throttle.count(JOIN, account="amina@example.org")


def test_strangers_who_guess_do_not_shut_out_a_known_browser(app: Flask) -> None:
    hers = device_cookie(app, "Amina@example.org")
    for _try in range(3):
        count(app, "amina@example.org", address="203.0.113.5")
    with pytest.raises(TooMany):
        count(app, "amina@example.org", address="203.0.113.5")
    for _try in range(3):
        count(app, "amina@example.org", cookie=hers)
    with pytest.raises(TooMany):
        count(app, "amina@example.org", cookie=hers)


@pytest.mark.parametrize("altered", ["device=x.y", "device=", "device=.", "device=x.é"])
def test_a_mark_of_ones_own_making_gives_no_more_tries(app: Flask, altered: str) -> None:
    for _try in range(3):
        count(app, "amina@example.org")
    with pytest.raises(TooMany):
        count(app, "amina@example.org", cookie=altered)


def test_the_mark_of_one_account_is_worth_nothing_for_another(app: Flask) -> None:
    musas = device_cookie(app, "musa@example.org")
    for _try in range(3):
        count(app, "amina@example.org")
    with pytest.raises(TooMany):
        count(app, "amina@example.org", cookie=musas)


def test_the_mark_names_nobody_and_scripts_can_not_read_it(app: Flask) -> None:
    with request_from(app):
        marked = throttle.remember_device(Response(), account="amina@example.org")
    cookie = marked.headers["Set-Cookie"]
    assert "amina" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("first", "second", "is_shared"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_an_address_has_its_own_larger_count(
    app: Flask, first: str, second: str, is_shared: bool
) -> None:
    for number in range(10):
        count(app, f"person-{number}@example.org", address=first)
    if is_shared:
        with pytest.raises(TooMany):
            count(app, "one-more@example.org", address=second)
    else:
        count(app, "one-more@example.org", address=second)


def test_counting_under_the_write_lock_is_a_mistake_of_ours(app: Flask) -> None:
    with request_from(app):
        unit_of_work.session()
        with pytest.raises(RuntimeError, match="write lock"):
            throttle.count(SIGN_IN, account="amina@example.org")


def test_flask_limiter_counts_in_the_database(app: Flask, database: Database) -> None:
    client = app.test_client()
    answers = [client.get("/narrow").status_code for _try in range(3)]
    assert answers == [200, 200, 429]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ThrottleHit)) == 1
