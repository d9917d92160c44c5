"""What in a text may give its author away: places, dates, names, numbers to call, coordinates.

The look warns and never blocks (safety rule 2). It is a rough one: it knows capitals, so it finds
no names in scripts without them, and it can't know what only colleagues would recognise.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale

from ssrwiki.foundation.words import Message, say

MOST_SHOWN = 20
_LANGUAGES = ("en", "fr", "es", "pt", "ar")
_LONGEST_PLACE_WORDS = 6

Span = tuple[int, int]
Words = tuple[str, ...]


class GiveawayKind(StrEnum):
    """What the words look like; where two fit, the earlier one is told."""

    EMAIL = "email"
    COORDINATES = "coordinates"
    DATE = "date"
    PHONE = "phone"
    PLACE = "place"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Giveaway:
    """Some words of the text, as they stand there."""

    kind: GiveawayKind
    words: str

    @property
    def message(self) -> Message:
        """The sentence that the author reads before sending."""
        match self.kind:
            case GiveawayKind.EMAIL:
                return say("“%(words)s” looks like an e-mail address.", words=self.words)
            case GiveawayKind.COORDINATES:
                return say("“%(words)s” looks like a position on the map.", words=self.words)
            case GiveawayKind.DATE:
                return say("“%(words)s” looks like a date.", words=self.words)
            case GiveawayKind.PHONE:
                return say("“%(words)s” looks like a phone number.", words=self.words)
            case GiveawayKind.PLACE:
                return say("“%(words)s” is a place.", words=self.words)
            case GiveawayKind.NAME:
                return say("“%(words)s” looks like a name.", words=self.words)


def found_in(text: str, place_names: Collection[str] = ()) -> tuple[Giveaway, ...]:
    """The first twenty giveaways, each once, in the order of the text.

    `place_names` are those of countries and regions in the language of the text; a capitalised
    town shows up as a name.
    """
    places = frozenset(_folded(name) for name in place_names)
    found: dict[Giveaway, int] = {}
    for kind in GiveawayKind:
        left = list(text)
        for start, end in _spans(kind, text, places):
            found.setdefault(Giveaway(kind, " ".join(text[start:end].split())), start)
            # Blanked out, so that no later kind finds the same words again.
            left[start:end] = "·" * (end - start)
        text = "".join(left)
    return tuple(sorted(found, key=lambda giveaway: found[giveaway])[:MOST_SHOWN])


def _spans(kind: GiveawayKind, text: str, places: Collection[Words]) -> Iterator[Span]:
    match kind:
        case GiveawayKind.EMAIL:
            return (match.span() for match in _EMAIL.finditer(text))
        case GiveawayKind.COORDINATES:
            return (match.span() for match in _COORDINATES.finditer(text))
        case GiveawayKind.DATE:
            return (match.span() for match in _dates().finditer(text))
        case GiveawayKind.PHONE:
            return (match.span() for match in _PHONE.finditer(text) if _is_phone(match.group()))
        case GiveawayKind.PLACE:
            return _place_spans(text, places)
        case GiveawayKind.NAME:
            return _name_spans(text)


# Every repetition is bounded, so that the time taken grows with the text and not faster.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_COORDINATES = re.compile(
    r"""(?<![\w.,]) (?:
        [-+−]?\d{1,3}[.,]\d{3,12}°?\ ?[NS]? \ ?[,;/\ ]\ ?
        [-+−]?\d{1,3}[.,]\d{3,12}°?(?:\ ?[EWO])?                          # 8.4844, -13.2344
      | \d{1,3}\ ?°\ ?\d{1,2}\ ?['′’](?:\ ?\d{1,2}\ ?["″”])?\ ?[NSEWO]     # 8°29′4″N
      | \d{1,2}[C-HJ-NP-X]\ ?[A-HJ-NP-Z]{2}\ ?\d{2,5}\ ?\d{2,5}          # 29P KM 1234 5678
    ) (?!\w)""",
    re.VERBOSE,
)
_PHONE = re.compile(r"(?<![\w.+])\+?\(?\d[\d ()./\u00a0-]{5,20}\d(?!\w)")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\W{1,3}(?:1[89]|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITHIN_SENTENCE = re.compile(r"[ \t,'’-]{1,3}|,?\r?\n")


@cache
def _dates() -> re.Pattern[str]:
    locales = [Locale(language) for language in _LANGUAGES]
    months = {
        name.rstrip(".")
        for locale in locales
        for width in ("wide", "abbreviated")
        for name in locale.months["format"][width].values()
    }
    weekdays = {name for locale in locales for name in locale.days["format"]["wide"].values()}
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s{1,3}(?:(?:of|de)\s)?"
    month = rf"(?:{'|'.join(map(re.escape, months))})\b"
    return re.compile(
        rf"""(?<![\w.]) (?:
            \d{{4}}-\d\d?-\d\d? | \d\d?([./-])\d\d?\1(?:\d\d){{1,2}}
          | (?:{day})?{month}\.?\s(?:de\s)?\d{{1,4}}(?:,?\s\d{{4}})? | {day}{month}
          | {"|".join(map(re.escape, weekdays))}
        ) (?!\w)""",
        re.VERBOSE | re.IGNORECASE,
    )


def _is_phone(candidate: str) -> bool:
    """Seven to fifteen digits, and neither a large number nor a span of years."""
    is_number = _GROUPED_NUMBER.fullmatch(candidate) or _YEARS.fullmatch(candidate)
    return not is_number and 7 <= sum(map(str.isdigit, candidate)) <= 15


def _folded(name: str) -> Words:
    return tuple(_WORD.findall(name.replace("’", "'").casefold()))


def _place_spans(text: str, places: Collection[Words]) -> Iterator[Span]:
    """Each place once, the longest name first: "Guinea-Bissau" is not Guinea."""
    matches = list(_WORD.finditer(text))
    words = [match.group().replace("’", "'").casefold() for match in matches]
    index = 0
    while index < len(words):
        lengths = range(min(_LONGEST_PLACE_WORDS, len(words) - index), 0, -1)
        length = next((n for n in lengths if tuple(words[index : index + n]) in places), 0)
        if length:
            yield matches[index].start(), matches[index + length - 1].end()
        index += length or 1


def _name_spans(text: str) -> Iterator[Span]:
    """Runs of capitalised words; the first word of a sentence has its capital anyway."""
    start, end = 0, 0
    last_end = 0
    for match in _WORD.finditer(text):
        gap = text[last_end : match.start()]
        last_end = match.end()
        is_inside = last_end > 0 and _WITHIN_SENTENCE.fullmatch(gap) is not None
        is_name = is_inside and _is_capitalised(match.group())
        if is_name and gap == " " and end:
            end = match.end()
            continue
        if end:
            yield start, end
        start, end = match.span() if is_name else (0, 0)
    if end:
        yield start, end


def _is_capitalised(word: str) -> bool:
    """A capital and then small letters: "Kamara", not "SSR"."""
    return word[0].isupper() and any(char.islower() for char in word[1:])
