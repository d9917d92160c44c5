"""What a log line lets through, and what it never does."""

import io
import json
import logging
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.logs import lines

SECRETS = (
    "aminata@example.org",
    "Aminata Keïta",
    "/policies/vetting/rounds/1/comments/7k2mabcdefgh",
    "?token=abc",
    "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5",
    "192.0.2.7",
    "2001:db8::7",
)


@pytest.fixture
def heard():
    """Everything written since the process was told to log here."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.raiseExceptions)
    lines.configure(stream)
    yield stream
    root.handlers[:], logging.raiseExceptions = before[0], before[2]
    root.setLevel(before[1])


def last(stream):
    return json.loads(stream.getvalue().splitlines()[-1])


def test_a_line_is_one_object_with_the_listed_fields_only(heard):
    logging.getLogger("ssrwiki.access").info(
        "request",
        extra={"method": "GET", "route": "/policies/<slug>", "status": 200, "body": "hush"},
    )
    line = last(heard)
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "ssrwiki.access",
        "message": "request",
        "method": "GET",
        "route": "/policies/<slug>",
        "status": 200,
    }


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "told",
    [
        lambda log, secret: log.warning("Sent to %s", secret),
        lambda log, secret: log.warning("Sent to %(whom)s", {"whom": secret}),
        lambda log, secret: log.warning("Sent %d to %r.", 3, secret),
        lambda log, secret: log.warning("Sent", extra={"reason": secret, "whom": secret}),
        lambda log, secret: log.warning("request", extra={"route": f"/x?{secret}"}),
        lambda log, secret: log.warning({"whom": secret}),
        lambda log, secret: log.warning(ValueError(secret)),
        lambda log, secret: log.warning("no placeholder", *[secret]),
    ],
)
def test_nothing_that_is_handed_in_as_text_passes(heard, secret, told):
    told(logging.getLogger("ssrwiki.mail"), secret)
    assert heard.getvalue()
    assert secret not in heard.getvalue()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("route", "/policies/<slug>/rounds/<int:number>/comments/<id>"),
        ("route", "(none)"),
        ("reason", "SMTPRecipientsRefused"),
        ("reason", "SMTPDataError:554"),
        ("job", "search.index"),
        ("network", "0f3a9c1d2e4b"),
        ("milliseconds", 1.5),
    ],
)
def test_codes_pass_where_they_belong(heard, field, code):
    logging.getLogger("ssrwiki").info("told", extra={field: code})
    assert last(heard)[field] == code


@pytest.mark.parametrize("secret", [one for one in SECRETS if one != "Aminata Keïta"])
def test_even_a_sentence_put_together_beforehand_loses_what_tells(heard, secret):
    logging.getLogger("elsewhere").error(f"Refused {secret} and '{secret}' for good")
    assert last(heard)["message"] == "Refused … and … for good"


def test_numbers_stay_in_their_places(heard):
    logging.getLogger("gunicorn.error").info("Booting worker %d of %s, %s%%", 2, 4, "x")
    assert last(heard)["message"] == "Booting worker 2 of 4, …%"


def test_a_traceback_names_functions_and_neither_words_nor_variables(heard):
    comment = "the colonel takes bribes"
    try:
        try:
            {}[comment]
        except KeyError as error:
            raise ValueError(f"refused: {comment}") from error
    except ValueError:
        logging.getLogger("ssrwiki").exception("Failed on %s", comment)
    line = last(heard)
    assert comment not in heard.getvalue()
    assert line["traceback"][0] == "ValueError"
    assert "KeyError" in line["traceback"]
    assert any(
        one.endswith(test_a_traceback_names_functions_and_neither_words_nor_variables.__name__)
        for one in line["traceback"]
    )


def test_an_error_of_the_database_keeps_its_code(heard):
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("SELECT * FROM aminata")
    except sqlite3.Error:
        logging.getLogger("ssrwiki").exception("Failed")
    finally:
        connection.close()
    assert last(heard)["traceback"][0] == "sqlite3.OperationalError SQLITE_ERROR"
    assert "aminata" not in heard.getvalue()


def test_a_line_that_cannot_be_written_tells_nobody_its_arguments(heard, capsys):
    heard.close()
    logging.getLogger("ssrwiki").warning("Sent to %s", "aminata@example.org")
    assert capsys.readouterr().err == ""


def test_strangers_are_heard_only_when_they_warn(heard):
    logging.getLogger("urllib3").info("GET /policies/x")
    assert heard.getvalue() == ""


def test_configuring_twice_writes_each_line_once(heard):
    lines.configure(heard)
    logging.getLogger("ssrwiki").info("started")
    assert len(heard.getvalue().splitlines()) == 1


@given(secret=st.text("abcdefghijklmnopqrstuvwxyz ", min_size=8).filter(str.strip))
def test_whatever_the_text_no_argument_shows(secret):
    record = logging.LogRecord("x", 30, "f", 1, "Q %s W %5.2f", (secret, 1.5), None)
    assert lines.told(record)["message"] == "Q … W 1.5"
