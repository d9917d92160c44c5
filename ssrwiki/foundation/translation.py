"""Catalogues of translated sentences, for the web and for what runs without a request.

flask_babel silently gives the source text outside a request, so mails, feeds and jobs ask here,
and the web is bound to the same catalogues (`web/languages.py`).
"""

from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.support import NullTranslations, Translations

from ssrwiki.foundation.words import Message

LANGUAGES = ("en", "fr")
SOURCE_LANGUAGE = "en"
PSEUDO = "x-pseudo"
"""Wraps every translated sentence in ⟦…⟧, so that a test finds text that was never marked."""

FOLDER = Path(__file__).parent.parent / "translations"
_DOMAIN = "messages"


class _Wrapping(NullTranslations):
    """The pseudo-language's catalogue."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return self.ngettext(singular, plural, num)

    # Babel's old names, which flask_babel and Jinja still prefer.
    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext
    unpgettext = npgettext


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of one language; where none are kept, every text stands for itself."""
    if language == PSEUDO:
        return _Wrapping()
    return Translations.load(FOLDER, [language], _DOMAIN)


def translate(message: Message, translations: NullTranslations) -> str:
    """The sentence in the catalogue's language, in the right plural, its parameters filled in."""
    if message.plural is not None and message.count is not None:
        text = translations.ngettext(message.text, message.plural, message.count)
    else:
        text = translations.gettext(message.text)
    return text % message.params if message.params else text


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """How the language writes dates and numbers; English as in London, the field's usual one."""
    if language in {SOURCE_LANGUAGE, PSEUDO}:
        return Locale("en", "GB")
    return Locale.parse(language, sep="-")


def direction(language: str) -> str:
    """`rtl` for Arabic, Persian and their like, otherwise `ltr`; for `dir` on an element."""
    try:
        return locale_of(language).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def own_name(language: str) -> str:
    """What the language's speakers call it, as in a list to choose from."""
    if language == PSEUDO:
        return "⟦Pseudo⟧"
    return (Locale.parse(language, sep="-").display_name or language).capitalize()
