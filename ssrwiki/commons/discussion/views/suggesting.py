"""A suggestion as its readers weigh it: the clause, with what would go and what would come."""

import re
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup, escape

from ssrwiki.foundation.matching import Effort
from ssrwiki.foundation.redline import alignment, marking
from ssrwiki.foundation.redline.marking import HiddenWords, Mark

MOST_WORDS = 300
"""Of either text. Beyond, the suggestion stands alone: comparing costs the square of this."""
MOST_EFFORT = 1_000_000
"""Of one suggestion; a page shows many."""

_KEPT_COUNT = 1_000
_WORD = re.compile(r"\w+|[^\w\s]")


def suggested(wording: str, replacement: str) -> Markup:
    """What somebody would put in place of a clause's `wording`, as a redline of the two.

    Just the new words where the old ones aren't known, and where either text is very long.
    """
    if not wording or not replacement or _is_long(wording) or _is_long(replacement):
        return paragraphs(replacement)
    return _redline(wording, replacement, HiddenWords(_("inserted:"), _("deleted:")))


def paragraphs(text: str) -> Markup:
    """Plain words as HTML; an empty line parts two paragraphs."""
    lines = [Markup("<br>").join(part.split("\n")) for part in text.split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in lines)


def _is_long(text: str) -> bool:
    return len(_WORD.findall(text)) > MOST_WORDS


@lru_cache(maxsize=_KEPT_COUNT)
def _redline(wording: str, replacement: str, hidden: HiddenWords) -> Markup:
    """Word by word; texts that share too little for that one after the other."""
    old, new = str(paragraphs(wording)), str(paragraphs(replacement))
    likeness = alignment.ratio(alignment.part(old, wording), alignment.part(new, replacement))
    if likeness >= alignment.PAIR_RATIO:
        return Markup(marking.changed(old, new, hidden, Effort(MOST_EFFORT)))
    gone = Markup(marking.whole(old, Mark.DELETED, hidden))
    return gone + Markup(marking.whole(new, Mark.INSERTED, hidden))
