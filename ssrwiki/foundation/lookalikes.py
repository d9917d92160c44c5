"""Names that look the same: Latin, Cyrillic and Greek letters and digits, by their shapes.

Only for comparing a new name with those of staff; it never changes what is stored. Drawn by eye
from the letters that Unicode's confusables (UTS 39) list for these scripts, and rougher than
they are: case, accents, spaces and punctuation count for nothing, and `I`, `i`, `l`, `1` are one
shape, so that some honest names are refused too.
"""

import unicodedata

LONGEST_SKELETON = 240  # cut here, since one ligature may stand for a whole phrase

_CAPITALS = dict(  # folded before case is, for a small letter may look like another one
    zip(
        "АВЕЅІЈКМНОРСТУХԌҮԚԜ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abesijkmhopctyxgyqw" + "abezhikmnoptyx",
        strict=True,
    )
)
_SMALL = dict(
    zip(
        "авеѕіјкмнорстухһԁԛԝгґіїѡүпзб" + "αβεικνορτυχγηω" + "łøđıŧħƶ",
        "abesijkmhopctyxhdqwrriiwyn36" + "abeikvoptyxynw" + "lodithz",
        strict=True,
    )
)
_DIGITS = dict(zip("0135689|", "olesbbgl", strict=True))
_SHAPES = {**_CAPITALS, **_SMALL}


def skeleton(name: str) -> str:
    """The shape of a name; two names with one skeleton can be taken for one another.

    Empty for a name without letters and digits.
    """
    plain = unicodedata.normalize("NFKD", name)
    shaped = "".join(_SHAPES.get(char, char) for char in plain)
    folded = "".join(_SHAPES.get(char, char) for char in shaped.casefold())
    digits = "".join(_digit(char) for char in folded)
    letters = "".join(char for char in digits if _is_kept(char))
    shape = letters.replace("i", "l").replace("rn", "m").replace("vv", "w")
    return shape[:LONGEST_SKELETON]


def _digit(char: str) -> str:
    """A digit of any script as the letter it looks like, else as its western form."""
    value = unicodedata.decimal(char, None)
    western = char if value is None else str(value)
    return _DIGITS.get(western, western)


def _is_kept(char: str) -> bool:
    """Letters, digits, and the vowel signs of scripts whose marks are not accents."""
    is_accent = "\u0300" <= char <= "\u036f"
    return not is_accent and (char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"})
