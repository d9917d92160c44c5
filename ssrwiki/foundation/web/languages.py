"""Which language a page is in: the person's, else the cookie's, else the browser's.

Addresses carry no language (decision record 0006).
"""

from zoneinfo import ZoneInfo

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, Request
from flask_babel import Babel, Domain

from ssrwiki.foundation import dates, translation
from ssrwiki.foundation.settings import Env, Settings
from ssrwiki.foundation.web import templating

COOKIE = "language"


class _OurDomain(Domain):
    """flask_babel's door to the catalogues that mails and jobs read too."""

    def get_translations(self) -> NullTranslations:
        return translation.catalogue(templating.language())


class _OurBabel(Babel):
    @property
    def domain_instance(self) -> Domain:
        return _OurDomain()


def register(app: Flask, settings: Settings) -> None:
    """Binds flask_babel to `g.language` and `g.zone`; before `templating.register`."""
    _OurBabel().init_app(app, locale_selector=_locale, timezone_selector=_zone)
    app.jinja_env.globals["language_choices"] = tuple(
        (language, translation.own_name(language)) for language in offered(settings)
    )


def offered(settings: Settings) -> tuple[str, ...]:
    """The languages one may choose; the pseudo-language only where tests run."""
    if settings.env == Env.TEST:
        return (*translation.LANGUAGES, translation.PSEUDO)
    return translation.LANGUAGES


def chosen(asked: Request, persons: str | None, among: tuple[str, ...]) -> str:
    """The language to answer in. `persons` is the signed-in person's own, None for guests."""
    for language in (persons, asked.cookies.get(COOKIE)):
        if language in among:
            return str(language)
    # In the browser's order, `fr-CA` taken as `fr`: werkzeug's own match would prefer `en;q=0.5`.
    for tag, quality in asked.accept_languages:
        for language in (tag.lower(), tag.lower().partition("-")[0]):
            if quality > 0 and language in among:
                return language
    return translation.SOURCE_LANGUAGE


def _locale() -> Locale:
    return translation.locale_of(templating.language())


def _zone() -> ZoneInfo:
    return dates.zone_named(templating.zone())
