"""Stored HTML made ready for one view: its links settled, its tables ready to be scrolled.

This stage is no part of what is stored, so it may change without rendering anything anew.
"""

import html
import re
from collections.abc import Mapping

from ssrwiki.foundation.markup import tags, wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget

LONGEST_NAME = 120

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def shown(clean_html: str, targets: Mapping[str, LinkTarget]) -> str:
    """The HTML of a text, a clause or a redline, as this viewer gets it."""
    return _TABLE.sub(_scrollable, wikilinks.settle_links(clean_html, targets))


def _scrollable(table: re.Match[str]) -> str:
    """The table in a box that arrow keys can scroll where it is wider than the screen.

    Its name is its row of headings, in the language of the text. A group and not a region: two
    tables may have the same headings, as in a redline, and landmarks must differ by their names.
    """
    row = _ROW.search(table[0])
    cells = _CELL.findall(row[1]) if row is not None else []
    name = ", ".join(words for cell in cells if (words := tags.plain_text(cell)))[:LONGEST_NAME]
    label = f' aria-label="{html.escape(name)}"' if name else ""
    return f'<div class="scroller" role="group" tabindex="0"{label}>{table[0]}</div>'
