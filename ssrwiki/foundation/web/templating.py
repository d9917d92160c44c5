"""What every template knows: sentences, dates as people read them, and for whom it is rendered.

A view, or the composition root before it, sets `g.viewer`, `g.language`, `g.zone` and `g.theme`.
"""

from datetime import UTC, date, datetime

from flask import Flask, g
from jinja2 import StrictUndefined
from markupsafe import Markup

from ssrwiki.foundation import dates
from ssrwiki.foundation.translation import SOURCE_LANGUAGE, catalogue, direction, translate
from ssrwiki.foundation.words import Message

THEME_OF_DEVICE = "auto"
_TIME = Markup('<time datetime="{machine}">{words}</time>')


def register(app: Flask) -> None:
    """Sets up the environment; after `languages.register`, which brings the i18n extension."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters.update(moment=moment, hour=hour, day=day, days_left=days_left, said=said)
    app.context_processor(_for_whom)


def language() -> str:
    """The language of this request; the source's before one was chosen."""
    return str(g.get("language", SOURCE_LANGUAGE))


def zone() -> str:
    """The IANA name of the viewer's zone."""
    return str(g.get("zone", dates.DEFAULT_ZONE))


def moment(instant: datetime) -> Markup:
    """An instant as a `<time>` element, by the viewer's clock."""
    words = dates.moment_text(instant, language(), zone())
    return _TIME.format(machine=dates.machine_text(instant), words=words)


def hour(instant: datetime) -> Markup:
    """`20:01` as a `<time>` element, by the viewer's clock: for what is minutes away."""
    words = f"{dates.in_zone(instant, zone()):%H:%M}"
    return _TIME.format(machine=dates.machine_text(instant), words=words)


def day(when: date) -> Markup:
    """A day as a `<time>` element; of an instant, the day that the viewer's calendar shows.

    For a withheld contribution hand in its date, never its instant: by setting one zone after
    another a reader would find the hour at which the day turns.
    """
    shown = dates.in_zone(when, zone()).date() if isinstance(when, datetime) else when
    return _TIME.format(machine=shown.isoformat(), words=dates.day_text(shown, language()))


def days_left(until: date) -> str:
    """How long an instant, or the end of a day in UTC, is away."""
    if not isinstance(until, datetime):
        until = datetime.combine(until, datetime.max.time(), UTC)
    return dates.days_left_text(until, language())


def said(message: Message) -> str:
    """A message in the viewer's language."""
    return translate(message, catalogue(language()))


def _for_whom() -> dict[str, object]:
    return {
        "language": language(),
        "direction": direction(language()),
        "theme": g.get("theme", THEME_OF_DEVICE),
        "viewer": g.get("viewer"),
    }
