"""Letters written from templates."""

import email
from datetime import UTC, datetime, timedelta
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from ssrwiki.foundation import clock
from ssrwiki.foundation.addresses import Addresses
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.mail import letters
from ssrwiki.foundation.mail.letters import Letters
from ssrwiki.foundation.words import say

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
STOP = "https://wiki.example.org/account/notices/stop/" + "Ab3_" * 30
TEMPLATES = {
    "subject.txt": '{{ _("Answers to %(title)s", title=title) }}\n',
    "body.txt": """{% extends "_base/layout.txt" %}
{% block body %}
{{ _("Hello %(name)s.", name=name) }}
{{ closes_at|moment }} · {{ closes_at.date()|day }} · {{ closes_at|days_left }} · {{ why|said }}
{% trans count=2 %}
  {{ count }} answer
{% pluralize %}
  {{ count }} answers
{% endtrans %}
{% endblock %}
{% block why %}{{ why|said }}{% endblock %}
""",
    "body.html": """{% extends "_base/layout.html" %}
{% block body %}<p>{{ _("Hello %(name)s.", name=name) }}</p>{% endblock %}
{% block why %}{{ why|said }}{% endblock %}
""",
}


@pytest.fixture(scope="module")
def writer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mail")
    (folder / "answered").mkdir()
    for name, text in TEMPLATES.items():
        (folder / "answered" / name).write_text(text, encoding="utf-8")
    (folder / "_base").mkdir()
    for layout in (letters.TEMPLATES / "_base").iterdir():
        (folder / "_base" / layout.name).write_text(layout.read_text(encoding="utf-8"))
    return Letters(
        "Road tests <wiki@example.org>",
        Addresses("https://wiki.example.org"),
        Keys("k" * 20 + "0123456789abc"),
        folder,
    )


def compose(writer, **changes):
    given = {
        "to": "aminata@example.org",
        "locale": "en",
        "zone": "Africa/Kinshasa",
        "key": "notice/7k2m",
        "title": "Vetting",
        "name": "Aminata <b>",
        "why": say("You watch %(title)s.", title="Vetting"),
        "closes_at": NOW + timedelta(days=3),
    }
    with clock.at(NOW):
        return writer.compose("answered", **(given | changes))


def sent(letter):
    """The letter as the other side reads it."""
    return email.message_from_bytes(letter.as_bytes(), policy=policy.SMTP)


def text_of(letter, subtype="plain"):
    return sent(letter).get_body((subtype,)).get_content()


def test_a_letter_has_both_bodies_and_says_that_a_machine_wrote_it(writer):
    letter = sent(compose(writer))
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "Road tests <wiki@example.org>"
    assert letter["To"] == "aminata@example.org"
    assert letter["Subject"] == "Answers to Vetting"
    assert letter["Date"].datetime == NOW


def test_names_are_escaped_in_html_and_plain_in_text(writer):
    letter = compose(writer)
    assert "Hello Aminata <b>." in text_of(letter)
    assert "Hello Aminata &lt;b&gt;." in text_of(letter, "html")


def test_the_text_tells_times_by_the_readers_clock_and_why_it_came(writer):
    text = text_of(compose(writer))
    assert "Tue 24 Nov 2026, 10:30 Kinshasa time · Tue 24 Nov 2026 · 3 days left" in text
    assert "You watch Vetting." in text.split("-- ")[1]
    assert "https://wiki.example.org/" in text
    assert "2 answers" in text


def test_a_letter_is_written_in_the_readers_language(writer):
    letter = compose(writer, locale="x-pseudo")
    assert letter["Content-Language"] == "x-pseudo"
    assert sent(letter)["Subject"] == "⟦Answers to Vetting⟧"
    assert "⟦Hello Aminata <b>.⟧" in text_of(letter)
    assert "⟦2 answers⟧" in text_of(letter)


def test_one_click_unsubscribing_stands_in_the_head_in_one_piece(writer):
    raw = compose(writer, unsubscribe_url=STOP).as_bytes().decode("ascii")
    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n" in raw
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_without_an_address_to_unsubscribe_nothing_speaks_of_it(writer):
    letter = compose(writer)
    assert "List-Unsubscribe" not in letter
    assert "Stop these mails" not in text_of(letter) + text_of(letter, "html")


def test_the_same_occasion_has_the_same_message_id_and_betrays_neither_key_nor_reader(writer):
    first, again = compose(writer), compose(writer, title="Vetting, renamed")
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"] != compose(writer, to="ibrahim@example.org")["Message-ID"]
    assert first["Message-ID"] != compose(writer, key="notice/other")["Message-ID"]
    assert "7k2m" not in first["Message-ID"]
    assert first["Message-ID"].endswith("@wiki.example.org>")


def test_a_missing_value_fails_aloud(writer):
    with pytest.raises(UndefinedError), clock.at(NOW):
        writer.compose("answered", to="a@example.org", locale="en", zone="UTC", key="k")


@pytest.mark.parametrize(
    "to",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "a@example.org b@example.org",
        "Aminata <a@example.org>",
        "a@example.org\x00",
        "",
    ],
)
def test_only_one_plain_address_is_written_to(writer, to):
    with pytest.raises(ValueError, match="exactly one address"):
        compose(writer, to=to)


@pytest.mark.parametrize("url", ["https://x.org/>\r\nBcc: b@x.org", "https://x.org/a b", "é"])
def test_no_header_comes_in_by_the_address_to_unsubscribe(writer, url):
    with pytest.raises(ValueError, match="unsubscribe"):
        compose(writer, unsubscribe_url=url)


@given(title=st.text(max_size=200))
def test_no_title_can_bring_a_header_into_a_letter(writer, title):
    letter = sent(compose(writer, title=f"a\r\nBcc: spy@example.org {title}"))
    assert letter["Bcc"] is None
    assert letter["To"] == "aminata@example.org"
    assert letter["Subject"].startswith("Answers to a Bcc: spy@example.org")


def test_every_line_of_a_letter_is_seven_bits_and_short(writer):
    raw = compose(writer, title="Réforme " * 30, name="Kéïta", unsubscribe_url=STOP).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
