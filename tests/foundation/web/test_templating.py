"""What every template knows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import g, render_template_string
from jinja2 import UndefinedError

from ssrwiki.foundation import clock
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import languages, templating
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.words import say, say_count

CLOSES_AT = datetime(2026, 12, 12, 23, 30, tzinfo=UTC)


@pytest.fixture
def app():
    app = Site(__name__)
    languages.register(app, Settings(env="test", secret_key="k" * 30 + "0123456789"))
    templating.register(app)
    return app


def rendered(app, source, *, language="en", zone="Europe/London", **values):
    with app.test_request_context():
        g.language, g.zone = language, zone
        return render_template_string(source, **values)


def test_a_moment_is_an_element_with_machine_time_and_words(app):
    assert rendered(app, "{{ at|moment }}", at=CLOSES_AT) == (
        '<time datetime="2026-12-12T23:30:00Z">Sat 12 Dec 2026, 23:30 London time</time>'
    )


def test_a_moment_follows_the_viewers_zone(app):
    page = rendered(app, "{{ at|moment }}", at=CLOSES_AT, zone="Africa/Kinshasa")
    assert "Sun 13 Dec 2026, 00:30 Kinshasa time" in page


def test_without_a_viewer_times_are_in_utc(app):
    with app.test_request_context():
        page = render_template_string("{{ at|moment }}", at=CLOSES_AT)
    assert "23:30 UTC" in page


@pytest.mark.parametrize(
    ("when", "zone", "machine"),
    [
        (CLOSES_AT, "Africa/Kinshasa", "2026-12-13"),
        (CLOSES_AT, "UTC", "2026-12-12"),
        (date(2026, 12, 12), "Africa/Kinshasa", "2026-12-12"),
        (date(2026, 12, 12), "Pacific/Honolulu", "2026-12-12"),
    ],
)
def test_an_instant_has_the_day_of_the_zone_and_a_date_is_the_same_everywhere(
    app, when, zone, machine
):
    page = rendered(app, "{{ when|day }}", when=when, zone=zone)
    assert page.startswith(f'<time datetime="{machine}">')


def test_the_last_day_counts_to_its_end(app):
    with clock.at(CLOSES_AT - timedelta(days=1, hours=3)):
        page = rendered(
            app, "{{ on|days_left }}, {{ at|days_left }}", on=date(2026, 12, 12), at=CLOSES_AT
        )
    assert page == "1 day left, 1 day left"


def test_messages_are_said_in_the_viewers_language_and_escaped(app):
    page = rendered(
        app,
        "{{ one|said }} {{ many|said }}",
        language="x-pseudo",
        one=say("Hello %(name)s.", name="<b>"),
        many=say_count("%(count)s reply", "%(count)s replies", 2),
    )
    assert page == "⟦Hello &lt;b&gt;.⟧ ⟦2 replies⟧"


def test_a_forgotten_value_fails_aloud(app):
    with pytest.raises(UndefinedError):
        rendered(app, "{{ forgotten }}")


def test_templates_know_for_whom_they_are_rendered(app):
    source = "{{ language }} {{ direction }} {{ theme }} {{ viewer is none }}"
    assert rendered(app, source) == "en ltr auto True"
    with app.test_request_context():
        g.language, g.theme, g.viewer = "ar", "dark", object()
        assert render_template_string(source) == "ar rtl dark False"


def test_blocks_leave_no_blank_lines(app):
    assert rendered(app, "a\n  {% if true %}\nb\n  {% endif %}\nc") == "a\nb\nc"
