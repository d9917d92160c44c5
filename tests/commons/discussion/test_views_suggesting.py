"""Suggested words beside those of the clause."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from ssrwiki.commons.discussion.views import suggesting

CLAUSE = "The officer in charge signs the register at the start and the end of each shift."


@pytest.fixture(autouse=True)
def _in_a_request() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def test_a_suggestion_says_what_would_go_and_what_would_come() -> None:
    html = suggesting.suggested(CLAUSE, CLAUSE.replace("officer in charge", "senior officer"))
    assert '<del><span class="visually-hidden">deleted: </span>' in html
    assert '<ins><span class="visually-hidden">inserted: </span>senior' in html
    assert "signs the register at the start and the end of each shift" in html


def test_words_that_come_stick_to_the_sign_before_them() -> None:
    html = suggesting.suggested("on five measures every quarter", "on five measures, every quarter")
    assert "measures<ins>" in html


def test_other_words_altogether_stand_behind_those_they_replace() -> None:
    html = suggesting.suggested(CLAUSE, "Registers are kept by the court.")
    assert re.fullmatch(r"<p><del>.*</del></p><p><ins>.*</ins></p>", html)
    assert "<ins><span" in html
    assert CLAUSE in re.sub("<[^>]+>", "", html)


def test_where_the_clause_is_unknown_the_new_words_stand_alone() -> None:
    assert suggesting.suggested("", "Two lines\nof words") == "<p>Two lines<br>of words</p>"


def test_nothing_suggested_is_nothing_shown() -> None:
    assert suggesting.suggested(CLAUSE, "") == ""


def test_what_people_wrote_stays_text() -> None:
    html = suggesting.suggested("Less than <b>5</b> & more", "Less than <b>6</b> & more")
    assert "<b>" not in html
    assert "&amp;" in html


@pytest.mark.parametrize("text", ["a " * 301, "a" + "," * 300])
def test_long_texts_are_not_compared(text: str) -> None:
    html = suggesting.suggested(text, f"{text} and so on")
    assert "<ins>" not in html
    assert "<ins>" not in suggesting.suggested("and so on", text)
