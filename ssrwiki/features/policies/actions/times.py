"""Local times of forms, turned into the one instant that is stored."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ssrwiki.commons.documents.rules import YEARS
from ssrwiki.features.policies.rules import rounds
from ssrwiki.foundation import dates
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say


def zone(name: str) -> ZoneInfo:
    """The zone of a form field.

    Raises:
        Invalid: for a name that isn't an IANA zone.
    """
    if not name or not dates.is_zone(name):
        raise Invalid(say("Choose a time zone, for example Europe/London."), "zone")
    return dates.zone_named(name)


def instant(text: str, within: ZoneInfo, field: str) -> datetime:
    """The UTC instant of `YYYY-MM-DDTHH:MM`; of a time that comes twice, the later.

    Raises:
        Invalid: not a time of our days, or one that the clocks of this zone leave out in spring.
    """
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None or local.year not in YEARS:
        raise Invalid(say("Give day and time, for example 2027-03-31T17:00."), field)
    at = rounds.instant(local, within)
    if at is None:
        raise Invalid(
            say("There is no such time: the clocks go forward that night. Choose another."), field
        )
    return at


def day(text: str, field: str) -> date:
    """The day of a form field.

    Raises:
        Invalid: not a date of our days.
    """
    try:
        given = date.fromisoformat(text.strip())
    except ValueError:
        given = None
    if given is None or given.year not in YEARS:
        raise Invalid(say("Write the date as year-month-day, for example 2027-03-31."), field)
    return given
