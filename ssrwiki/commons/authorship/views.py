"""Bylines as pages print them."""

from dataclasses import dataclass
from datetime import date

from flask import Flask

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.authorship.wording import byline_text
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.places.rules import WORLD
from ssrwiki.foundation import translation
from ssrwiki.foundation.web import templating


@dataclass(frozen=True, slots=True)
class Credit:
    """Who and when, ready for a template: `at` is a mere day when the hour is kept back."""

    byline: str
    person_href: str
    at: date
    is_day_only: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A byline on a form: in words, and as the code by which the form carries a withheld one."""

    words: str
    code: str


def register(app: Flask) -> None:
    """Gives templates the filter `credit`."""
    app.jinja_env.filters["credit"] = credit
    app.jinja_env.filters["byline_words"] = words


def credit(contribution: Bylined) -> Credit:
    """The credit of a revision, comment, endorsement or activity."""
    byline = contribution.byline
    return Credit(words(byline), _href(byline), contribution.shown_at, contribution.is_day_only)


def words(byline: Byline) -> str:
    """The byline in the reader's language."""
    language = templating.language()
    return byline_text(byline, translation.locale_of(language), templating.said)


def offered(byline: Byline) -> Offered:
    """The byline as a form shows it before sending."""
    return Offered(words(byline), code(byline))


def code(byline: Byline) -> str:
    """A withheld byline as a form carries it, so that what is signed is no finer than was shown.

    It isn't sealed: whoever writes another one there can only make their own byline wider.
    """
    word = "" if byline.is_international is None else str(int(byline.is_international))
    return "/".join((byline.family or "", word, byline.region or WORLD))


def agreed(sent: str) -> Byline | None:
    """The withheld byline that a form carried; None where it carried none, as a script's does.

    What can't be read is taken for the widest one.
    """
    if not sent:
        return None
    family, word, region = (*sent.split("/"), "", "", "")[:3]
    return Byline(
        attribution=Attribution.ROLE_AND_REGION,
        display_name=None,
        handle=None,
        organisation=None,
        family=RoleFamily(family) if family in set(RoleFamily) else None,
        is_international={"0": False, "1": True}.get(word),
        region=region if places.find(region) is not None else WORLD,
    )


def _href(byline: Byline) -> str:
    is_open = byline.attribution is Attribution.NAMED and byline.handle
    return f"/directory/people/{byline.handle}" if is_open else ""
