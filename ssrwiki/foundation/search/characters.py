"""Which characters make words, and how they look once case and accents are taken away."""

import functools
import re
import unicodedata

JOINERS = "\u200c\u200d"

# Written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han, Hangul.
_UNSPACED = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
)
UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")

# Letters that Unicode doesn't take apart, though people type them so.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)


def _ranges_of_marks() -> str:
    """The combining marks as a character class: `\\w` leaves them out, words don't."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


MARKS = _ranges_of_marks()
WORD = re.compile(f"[^\\W_][\\w{MARKS}{JOINERS}]*")
WORD_PART = re.compile(f"[\\w{MARKS}{JOINERS}]")


@functools.lru_cache(65_536)
def fold(word: str) -> str:
    """Lower case, without accents, ligatures or foreign digits: "Sécurité" → "securite"."""
    if word.isascii():
        return word.lower()
    kept = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in unicodedata.normalize("NFKD", word.casefold())
        if unicodedata.category(char) not in ("Mn", "Cf")
    )
    # Composed again, or a Korean syllable would stay in three pieces.
    return unicodedata.normalize("NFC", kept.translate(_PLAIN))


def fold_unspaced(run: str) -> str:
    """As `fold`, but marks stay: in these scripts they are vowels or consonants of their own."""
    return unicodedata.normalize("NFKC", run).casefold()


def fold_prefix(text: str) -> str:
    """The beginning of a word as the index would have it; "" when it isn't one word."""
    words = WORD.findall(text.replace("_", " "))
    if len(words) != 1:
        return ""
    return fold_unspaced(words[0]) if UNSPACED_RUN.fullmatch(words[0]) else fold(words[0])


def is_single_sign(text: str) -> bool:
    """Whether it is one character of an unspaced script: the index has such only in pairs."""
    return len(text) == 1 and UNSPACED_RUN.match(text) is not None


class _OneToOne(dict[int, str]):
    """Folds character by character and only where one stays one, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_ONE_TO_ONE = _OneToOne()


def fold_in_place(text: str) -> str:
    """Folded text of the same length: what stands at an offset here stands there too."""
    return text.lower() if text.isascii() else text.translate(_ONE_TO_ONE)
