"""What every answer tells the browser."""

import pytest
from flask import abort, request

from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import headers
from ssrwiki.foundation.web.site import Site


def app_at(base_url):
    app = Site(__name__)
    settings = Settings(env="test", secret_key="k" * 30 + "0123456789", base_url=base_url)
    headers.register(app, settings)

    @app.route("/")
    def home():
        return "home"

    @app.route("/account")
    @headers.no_store
    @headers.noindex
    def account():
        return "account"

    @app.route("/gone")
    @headers.no_store
    def gone():
        abort(410)

    @app.route("/sent", methods=["POST"])
    def sent():
        return request.form["body"], 422

    @app.route("/kept")
    def kept():
        return "kept", {"Cache-Control": "private, max-age=900"}

    return app.test_client()


@pytest.fixture
def client():
    return app_at("http://127.0.0.1:8000")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/gone"])
def test_every_answer_allows_only_our_own_things(client, path):
    told = client.get(path).headers
    directives = dict(
        part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";")
    )
    assert directives.pop("default-src") == "'none'"
    assert {name for name, value in directives.items() if value == "'none'"} == {
        "frame-ancestors",
        "base-uri",
    }
    assert set(directives.values()) == {"'self'", "'none'"}
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in told["Permissions-Policy"]


def test_https_is_demanded_only_where_it_is_served(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    secure = app_at("https://wiki.example.org").get("/").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000"


def test_pages_may_be_kept_by_the_reader_alone_and_are_asked_for_again(client):
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)


def test_a_view_may_say_otherwise(client):
    assert client.get("/kept").headers["Cache-Control"] == "private, max-age=900"


@pytest.mark.parametrize("path", ["/account", "/gone"])
def test_marked_views_are_kept_by_nobody_even_when_they_fail(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_what_was_sent_is_kept_by_no_browser_whoever_answers(client):
    for path in ("/sent", "/kept", "/nowhere"):
        answer = client.post(path, data={"body": "words"})
        assert answer.headers["Cache-Control"] == "no-store"


def test_only_marked_views_are_left_out_by_search_engines(client):
    assert client.get("/account").headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "X-Robots-Tag" not in client.get("/").headers
