"""Text to terms: one way for the index, the query and the snippets.

Unicode words, folded (`characters.fold`), stemmed by the text's language; unspaced scripts as
overlapping pairs of characters, since a whole Chinese sentence would else be one term. No stop
words: "the rule of law" is found as it stands. A query doesn't know the language of the texts,
so it is read in each of the site's languages.
"""

import functools
import importlib.metadata
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import snowballstemmer

from ssrwiki.foundation.search.characters import (
    UNSPACED_RUN,
    WORD,
    fold,
    fold_unspaced,
)

# Raised when the same text would give other terms; the index is then built anew.
VERSION = 1
LONGEST_TERM = 60
SITE_LANGUAGES = ("en", "fr", "es", "pt", "ar")

_ALGORITHMS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
}

# Stemmers know some endings only by their accent, which folding took away.
_ENDINGS_WITH_ACCENT = {
    "fr": (("ites", "ités"), ("ite", "ité"), ("ees", "ées"), ("ee", "ée")),
    "pt": (("cao", "ção"), ("coes", "ções")),
}


class _Stemmers(threading.local):
    """Stemmers keep the word they work on, so each thread has its own."""

    def __init__(self) -> None:
        self.by_language: dict[str, snowballstemmer.Stemmer] = {}

    def stem(self, word: str, language: str) -> str:
        if language not in self.by_language:
            self.by_language[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
        return self.by_language[language].stemWord(word)


_stemmers = _Stemmers()


@functools.lru_cache(131_072)
def term(word: str, language: str) -> str:
    """The term of one word; an unknown or empty language leaves it folded only."""
    folded = fold(word)
    if language not in _ALGORITHMS or folded.isdigit():
        return folded[:LONGEST_TERM]
    for bare, accented in _ENDINGS_WITH_ACCENT.get(language, ()):
        if folded.endswith(bare):
            restored = folded.removesuffix(bare) + accented
            break
    else:
        restored = folded
    # A stemmer may leave nothing of a short word.
    return (fold(_stemmers.stem(restored, language)) or folded)[:LONGEST_TERM]


@dataclass(frozen=True, slots=True)
class Analyser:
    """The terms of texts and queries, for the languages of one site."""

    languages: tuple[str, ...] = SITE_LANGUAGES

    @property
    def version(self) -> str:
        """Two analysers of one version give the same terms."""
        stemmer = importlib.metadata.version("snowballstemmer")
        unicode_version = unicodedata.unidata_version
        return f"{VERSION}/{stemmer}/{unicode_version}/{','.join(self.languages)}"

    def terms(self, text: str, language: str) -> Iterator[str]:
        """The terms in order of the text, each at its own position."""
        language = self._known(language)
        # "_" belongs to Markdown, not to words.
        for word in WORD.findall(text.replace("_", " ")):
            if word.isascii() or not UNSPACED_RUN.search(word):
                if found := term(word, language):
                    yield found
            else:
                yield from _pieces(word, language)

    def readings(self, text: str) -> tuple[tuple[str, ...], ...]:
        """What a typed text may mean: its terms in each language and unstemmed, no two alike."""
        every = (tuple(self.terms(text, language)) for language in ("", *self.languages))
        return tuple(dict.fromkeys(reading for reading in every if reading))

    def surfaces(self, text: str) -> Iterator[tuple[str, str]]:
        """Folded and lower-case form of each word long enough to be misspelt."""
        for word in WORD.findall(text.replace("_", " ")):
            folded = fold(word)
            is_of_letters = not any(map(str.isdigit, folded))
            if 4 <= len(folded) <= LONGEST_TERM and is_of_letters and not UNSPACED_RUN.search(word):
                yield folded, unicodedata.normalize("NFC", word.lower())

    def _known(self, language: str) -> str:
        """The site's language that a tag such as "pt-BR" belongs to, or "" for none."""
        primary = language.lower().partition("-")[0]
        return primary if primary in self.languages else ""


def _pieces(word: str, language: str) -> Iterator[str]:
    """A mixed word: its unspaced runs as pairs of characters, the rest as words."""
    end = 0
    for run in UNSPACED_RUN.finditer(word):
        if before := term(word[end : run.start()], language):
            yield before
        end = run.end()
        signs = fold_unspaced(run.group())
        yield from (signs[at : at + 2] for at in range(max(1, len(signs) - 1)))
    if after := term(word[end:], language):
        yield after
