"""Dates, instants and the time that is left, written in a reader's language and zone."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import dates

from ssrwiki.foundation import clock
from ssrwiki.foundation.translation import catalogue, locale_of, translate
from ssrwiki.foundation.words import say, say_count

DEFAULT_ZONE = "UTC"
_AREAS = tuple(
    f"{area}/"
    for area in (
        *("Africa", "America", "Antarctica", "Arctic", "Asia"),
        *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
    )
)
_DAY_PATTERNS = {"en": "EEE d MMM y", "fr": "EEE d MMM y"}
_DAY_SKELETON = "yMMMEd"


@lru_cache(maxsize=600)  # bounded: names come from cookies too
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; UTC for a name that this machine doesn't know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(DEFAULT_ZONE)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone that this machine knows."""
    return zone_named(name).key == name


def zones(present: str) -> list[str]:
    """Names of zones to choose from: UTC, those of places, and `present` where it is a zone."""
    named = _zones_of_places()
    is_other = present != DEFAULT_ZONE and present not in named and is_zone(present)
    return [DEFAULT_ZONE, *named, *([present] if is_other else [])]


@cache
def _zones_of_places() -> tuple[str, ...]:
    # Without Etc/GMT+5, US/Eastern, GB-Eire: former names and riddles of signs.
    return tuple(sorted(name for name in available_timezones() if name.startswith(_AREAS)))


@lru_cache(maxsize=4000)  # a list of fifty contributions has few days, and CLDR is slow
def day_text(day: date, language: str) -> str:
    """`Sat 12 Dec 2026`."""
    locale = locale_of(language)
    pattern = _DAY_PATTERNS.get(locale.language)
    if pattern is None:
        return dates.format_skeleton(_DAY_SKELETON, day, locale=locale)
    return dates.format_date(day, pattern, locale=locale)


def moment_text(instant: datetime, language: str, zone: str) -> str:
    """`Sat 12 Dec 2026, 17:00 London time`: an aware instant as the clocks of `zone` show it."""
    local = in_zone(instant, zone)
    place = _place(zone_named(zone).key, language)
    day, time = day_text(local.date(), language), f"{local:%H:%M}"
    sentence = (
        say("%(day)s, %(time)s %(offset)s", day=day, time=time, offset=_offset(local))
        if place is None
        else say("%(day)s, %(time)s %(place)s time", day=day, time=time, place=place)
    )
    return translate(sentence, catalogue(language))


def days_left_text(until: datetime, language: str) -> str:
    """`16 days left`; on the last day hours, then `less than an hour left`, `no time left`."""
    left = until - clock.now()
    if left <= timedelta():
        sentence = say("no time left")
    elif left < timedelta(hours=1):
        sentence = say("less than an hour left")
    elif left < timedelta(days=1):
        hours_count = left // timedelta(hours=1)
        sentence = say_count("%(count)s hour left", "%(count)s hours left", hours_count)
    else:
        sentence = say_count("%(count)s day left", "%(count)s days left", left.days)
    return translate(sentence, catalogue(language))


def in_zone(instant: datetime, zone: str) -> datetime:
    """The same instant on the clocks of `zone`.

    Raises:
        ValueError: for a naive instant.
    """
    if instant.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    return instant.astimezone(zone_named(zone))


def machine_text(instant: datetime) -> str:
    """The value of a `datetime` attribute: UTC, to the second."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


@lru_cache(maxsize=600)
def _place(zone: str, language: str) -> str | None:
    """The city that names the zone; None for zones that are only an offset."""
    if "/" not in zone or zone.startswith("Etc/"):
        return None
    return dates.get_timezone_location(zone, locale=locale_of(language), return_city=True)


def _offset(local: datetime) -> str:
    """`UTC`, or `UTC+03:00`."""
    shift = local.utcoffset() or timedelta()
    if not shift:
        return "UTC"
    sign = "-" if shift < timedelta() else "+"
    hours, minutes = divmod(abs(shift) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours:02}:{minutes:02}"
