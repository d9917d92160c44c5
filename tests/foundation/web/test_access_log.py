"""One line for each request."""

import logging

import pytest
from flask import abort
from sqlalchemy import create_engine, text

from ssrwiki.foundation.web import access_log
from ssrwiki.foundation.web.site import Site

COMMENT = "/policies/vetting/rounds/1/comments/7k2mabcdefgh"


@pytest.fixture
def client(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'wiki.sqlite'}")
    writing_engine = engine.execution_options(is_writing=True)
    app = Site(__name__)
    access_log.register(app, engine)

    @app.route("/policies/<slug>/rounds/<int:number>/comments/<id>", methods=["GET", "POST"])
    def comment(slug, number, id):
        with writing_engine.connect() as writer, engine.connect() as reader:
            writer.execute(text("SELECT 1"))
            writer.execute(text("SELECT 2"))
            reader.execute(text("SELECT 3"))
        return str(access_log.statement_count())

    @app.route("/broken")
    def broken():
        raise ValueError("the colonel takes bribes")

    @app.route("/refused")
    def refused():
        abort(403)

    yield app.test_client()
    engine.dispose()


@pytest.fixture
def line(caplog):
    """The fields of the one line that was written."""
    caplog.set_level(logging.INFO, "ssrwiki.access")

    def of_last():
        (record,) = [one for one in caplog.records if one.name == "ssrwiki.access"]
        caplog.clear()
        return record

    return of_last


def test_the_line_has_the_rule_and_the_number_of_statements(client, line):
    answer = client.post(f"{COMMENT}?token=abc", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    told = line()
    assert (told.method, told.status) == ("POST", 200)
    assert told.route == "/policies/<slug>/rounds/<int:number>/comments/<id>"
    assert told.statements == int(answer.text) == 3
    assert 0 < told.milliseconds < 5000


def test_the_line_holds_nothing_of_the_concrete_request(client, line):
    client.get(f"{COMMENT}?token=abc", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    told = repr(vars(line()))
    assert not [one for one in ("7k2m", "vetting", "abc", "192.0.2.7") if one in told]


def test_statements_are_counted_anew_for_each_request(client, line):
    client.get(COMMENT)
    line()
    client.get(COMMENT)
    assert line().statements == 3


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [("/nowhere/7k2m", "(none)", 404), ("/refused", "/refused", 403), ("/broken", "/broken", 500)],
)
def test_refusals_and_failures_have_their_line(client, line, path, route, status):
    assert client.get(path).status_code == status
    told = line()
    assert (told.route, told.status) == (route, status)
