"""Text as people send it, made safe to store: names, titles, bodies, slugs, look-alikes.

Everything is NFC, and no letter carries more than 30 marks. Names and titles lose what can't be
seen but can deceive: bidi controls, zero-width characters, control characters; the joiners stay
where a script needs them. They are dropped and not refused, since they come in by pasting and
nobody could find them to delete them. Source: safety rule 19, decision 21.
"""

import re
import unicodedata

from anyascii import anyascii

from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

LONGEST_NAME = 120
LONGEST_TITLE = 200
LONGEST_SLUG = 80
MOST_MARKS = 30
"""On one letter; composing costs the square of them and lets nobody else run meanwhile.

Source: Unicode Standard Annex 15, section 13 (stream-safe text).
"""

RESERVED_SLUGS = frozenset(
    (
        *("new", "edit", "preview", "history", "revisions", "compare", "restore", "rename"),
        *("delete", "links", "discussion", "watch", "report", "redact", "lists", "series"),
        *("calendar", "calls", "feed", "publish", "state", "rounds", "endorse", "waiting"),
    )
)

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_DROPPED_FROM_TEXT = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
_JOINERS = re.compile("[\u200c\u200d]+")
_KANA_MARKS = "\uff9e\uff9f"  # letters by category; search takes them apart into marks
_PERHAPS_MARKS = re.compile(rf"(?:[{_KANA_MARKS}]|[^\w\s\x00-\u02ff]){{{MOST_MARKS + 1},}}")
_VIRAMA = 9  # the combining class of the signs that join two consonants of an Indic script
_CURSIVE = ("ARABIC ", "SYRIAC ", "MANDAIC ", "MONGOLIAN ", "NKO ", "ADLAM ", "HANIFI ROHINGYA ")

# Letters, marks and symbols by category, blank by sight: grapheme joiner, Hangul and Khmer
# fillers, Mongolian selectors, the empty Braille cell, variation selectors, noncharacters.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0\ufffe\uffff"
) | frozenset(map(chr, range(0xFE00, 0xFE10)))


def clean_line(text: str, field: str | None = None) -> str:
    """One line of visible characters, of any length, perhaps empty.

    Raises:
        Invalid: the text holds NUL or half a surrogate pair, so it isn't text; or a letter
            carries too many marks.
    """
    _refuse_what_is_no_text(text, field)
    spaced = " ".join(_composed(text, field).split())
    kept = _JOINERS.sub(_needed_joiner, "".join(filter(_is_seen, spaced)))
    return _composed(" ".join(kept.split()), field)


def clean_name(text: str, field: str = "name") -> str:
    """The name of a person, an organisation or a group: one line of visible characters.

    Raises:
        Invalid: nothing readable is left, or more than 120 characters are.
    """
    return _readable(clean_line(text, field), field, LONGEST_NAME)


def clean_title(text: str, field: str = "title") -> str:
    """A title: one line of visible characters.

    Raises:
        Invalid: nothing readable is left, or more than 200 characters are.
    """
    return _readable(clean_line(text, field), field, LONGEST_TITLE)


def clean_text(text: str, field: str = "body") -> str:
    """A text of any length, with newlines as `\\n`; it keeps joiners and direction marks.

    The two characters that turn the direction of all that follows are dropped: no script needs
    them, and with them a clause can read as its opposite.

    Raises:
        Invalid: the text holds NUL or half a surrogate pair, so it isn't text; or a letter
            carries too many marks.
    """
    _refuse_what_is_no_text(text, field)
    return _composed(_DROPPED_FROM_TEXT.sub("", _NEWLINE.sub("\n", text)), field)


def slug(title: str) -> str:
    """The address of a title in any script: `[a-z0-9-]+`, at most 80 characters.

    A reserved word or the look of a version number gets `-1`. Not unique: see the caller.
    """
    ascii_words = re.sub(r"'(?=[st]\b)", "", anyascii(title).lower())
    kebab = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")
    if len(kebab) > LONGEST_SLUG:
        word_end = kebab.rfind("-", 0, LONGEST_SLUG + 1)
        kebab = kebab[: word_end if word_end > LONGEST_SLUG // 2 else LONGEST_SLUG]
    if not kebab:
        return "untitled"
    return f"{kebab}-1" if is_reserved(kebab) else kebab


def is_reserved(word: str) -> bool:
    """Whether an address of this word would hide a page of ours."""
    return word in RESERVED_SLUGS or re.fullmatch(r"v[0-9]+", word) is not None


def _readable(line: str, field: str, longest: int) -> str:
    if not any(char.isalnum() for char in line):
        raise Invalid(say("Write at least one letter or digit."), field)
    if len(line) > longest:
        raise Invalid(
            say("This is too long: %(longest)s characters at most.", longest=longest), field
        )
    return line


def _refuse_what_is_no_text(text: str, field: str | None) -> None:
    if _NO_TEXT.search(text):
        raise Invalid(say("This holds a character that can't be stored. Type it again."), field)


def _composed(text: str, field: str | None) -> str:
    """NFC, of a text in which no letter carries too many marks."""
    for found in _PERHAPS_MARKS.finditer(text):
        marks = "".join("m" if _is_mark(char) else " " for char in found.group())
        if len(max(marks.split(), key=len, default="")) > MOST_MARKS:
            raise Invalid(
                say(
                    "One letter carries more than %(count)s accents or other marks. "
                    "Take some away.",
                    count=MOST_MARKS,
                ),
                field,
            )
    return unicodedata.normalize("NFC", text)


def _is_mark(char: str) -> bool:
    return char in _KANA_MARKS or unicodedata.category(char).startswith("M")


def _is_seen(char: str) -> bool:
    """Joiners pass here: whether one is needed shows only beside its neighbours."""
    return char in "\u200c\u200d" or not (
        unicodedata.category(char) in {"Cc", "Cf", "Co"} or char in _BLANK
    )


def _needed_joiner(found: re.Match[str]) -> str:
    """One joiner where it shapes an Indic conjunct or a cursive script, else none."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    if _is_virama(before) or _is_virama(after) or (_is_cursive(before) and _is_cursive(after)):
        return found.group()[0]
    return ""


def _is_virama(char: str) -> bool:
    return char != "" and unicodedata.combining(char) == _VIRAMA


def _is_cursive(char: str) -> bool:
    return char != "" and unicodedata.name(char, "").startswith(_CURSIVE)
