"""Bylines as pages print them."""

from dataclasses import dataclass
from datetime import date

from flask import Flask

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.authorship.wording import byline_text
from ssrwiki.foundation import translation
from ssrwiki.foundation.web import templating


@dataclass(frozen=True, slots=True)
class Credit:
    """Who and when, ready for a template: `at` is a mere day when the name is withheld."""

    byline: str
    person_href: str
    at: date
    is_day_only: bool


def register(app: Flask) -> None:
    """Gives templates the filter `credit`."""
    app.jinja_env.filters["credit"] = credit
    app.jinja_env.filters["byline_words"] = words


def credit(contribution: Bylined) -> Credit:
    """The credit of a revision, comment, endorsement or activity."""
    byline = contribution.byline
    return Credit(words(byline), _href(byline), contribution.shown_at, contribution.is_withheld)


def words(byline: Byline) -> str:
    """The byline in the reader's language."""
    language = templating.language()
    return byline_text(byline, translation.locale_of(language), templating.said)


def _href(byline: Byline) -> str:
    is_open = byline.attribution is Attribution.NAMED and byline.handle
    return f"/directory/people/{byline.handle}" if is_open else ""
