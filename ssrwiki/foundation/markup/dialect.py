"""What may be written: Markdown with our additions, and the smaller tongue of remarks.

HTML isn't among it. It is shown as it was typed, so that nothing a person wrote vanishes
silently and there is less to clean. A converter is built for each text and then forgotten: it
takes half a millisecond, and none can carry anything from one text, or thread, to another.
"""

import re

from markdown.core import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor

from ssrwiki.foundation.markup.finishing import Finishing
from ssrwiki.foundation.markup.footnotes import Footnotes
from ssrwiki.foundation.markup.wikilinks import WikiLinkProcessor

_DEFINITION_THEN_TERM = re.compile(
    r"(?<=\n)( {0,3}: {1,3}\S[^\n]*\n)(?= {0,3}[^\s:>][^\n]*\n {0,3}: )"
)


def documents(id_prefix: str) -> Markdown:
    """Converts the body of a document."""
    converter = Markdown(
        extensions=[
            "fenced_code",
            "tables",
            "def_list",
            "admonition",
            "sane_lists",
            Footnotes(id_prefix),
            _Ours(id_prefix),
        ]
    )
    converter.preprocessors.register(_TermsApart(converter), "terms", 15)
    return converter


def remarks() -> Markdown:
    """Converts a comment, a reply or a reason: paragraphs, lists, quotes, emphasis, links.

    A line break is kept as it was typed. `#3` at the start of a line is no heading.
    """
    converter = Markdown(extensions=["fenced_code", "sane_lists", "nl2br", _Ours("h-")])
    for name in ("hashheader", "setextheader", "hr", "code"):
        converter.parser.blockprocessors.deregister(name)
    for name in ("image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    return converter


class _Ours(Extension):
    def __init__(self, id_prefix: str) -> None:
        super().__init__()
        self._id_prefix = id_prefix

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # The only way to break a line inside a table's cell.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"<br ?/?>", "br"), "br", 95)
        md.inlinePatterns.register(WikiLinkProcessor(), "wikilink", 185)
        md.treeprocessors.register(Finishing(md, self._id_prefix), "finishing", -1)


class _TermsApart(Preprocessor):
    """Puts the empty line between a definition and the next term that people leave out."""

    def run(self, lines: list[str]) -> list[str]:
        return _DEFINITION_THEN_TERM.sub(r"\1\n", "\n".join(lines)).split("\n")
