"""Packing answers, and when not to."""

import gzip

import pytest
from flask import Response
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.web import compression
from ssrwiki.foundation.web.site import Site

PAGE = "<p>Vetting before training. " * 200
PACKED = {"Accept-Encoding": "br, gzip"}


@pytest.fixture
def client():
    app = Site(__name__)
    compression.register(app)
    app.add_url_rule("/page", "page", lambda: Response(PAGE, headers={"ETag": '"v1"'}))
    app.add_url_rule("/short", "short", lambda: "short")
    app.add_url_rule("/picture", "picture", lambda: Response(b"x" * 999, mimetype="image/png"))
    app.add_url_rule("/atom", "atom", lambda: Response(PAGE, mimetype="application/atom+xml"))
    app.add_url_rule("/stream", "stream", lambda: Response(iter([PAGE])))
    app.add_url_rule(
        "/ready", "ready", lambda: Response(b"z" * 999, headers={"Content-Encoding": "gzip"})
    )
    return app.test_client()


@pytest.mark.parametrize("path", ["/page", "/atom"])
def test_long_texts_are_packed_for_those_who_ask(client, path):
    answer = client.get(path, headers=PACKED)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).decode() == PAGE
    assert answer.content_length == len(answer.data) < len(PAGE) / 5
    assert "Accept-Encoding" in answer.vary


def test_a_strong_tag_becomes_weak_because_the_bytes_differ(client):
    assert client.get("/page", headers=PACKED).headers["ETag"] == 'W/"v1"'
    assert client.get("/page").headers["ETag"] == '"v1"'


@pytest.mark.parametrize("path", ["/short", "/picture", "/stream"])
def test_what_is_short_or_no_text_or_a_stream_is_left_alone(client, path):
    assert "Content-Encoding" not in client.get(path, headers=PACKED).headers


def test_what_is_packed_already_is_not_packed_again(client):
    assert client.get("/ready", headers=PACKED).data == b"z" * 999


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_nobody_gets_gzip_who_did_not_ask(client, accepted):
    answer = client.get("/page", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.text == PAGE


def test_the_length_of_a_page_tells_nothing_exact(client):
    lengths = {len(client.get("/page", headers=PACKED).data) for _ in range(60)}
    assert len(lengths) > 15
    assert max(lengths) - min(lengths) <= compression.LONGEST_PADDING


def test_a_request_that_another_site_caused_is_not_packed_for_someone_known(client):
    foreign = PACKED | {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/page", headers=foreign).headers["Content-Encoding"] == "gzip"
    client.set_cookie("session", "x")
    assert "Content-Encoding" not in client.get("/page", headers=foreign).headers
    ours = PACKED | {"Sec-Fetch-Site": "same-origin"}
    assert client.get("/page", headers=ours).headers["Content-Encoding"] == "gzip"


@given(st.binary(max_size=5000))
def test_whatever_is_packed_unpacks(body):
    assert gzip.decompress(compression.packed(body)) == body
