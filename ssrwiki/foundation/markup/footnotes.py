"""Footnotes whose ids carry the text's prefix and a number, never the writer's label."""

from xml.etree import ElementTree

from markdown.core import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor


class Footnotes(FootnoteExtension):
    """Python-Markdown's footnotes; ids are `h-fn:1` for a note, `h-fnref:1`, `h-fnref2:1` for
    the places that refer to it.

    The way back says nothing but its arrow: stored HTML can't be translated.
    """

    def __init__(self, id_prefix: str) -> None:
        super().__init__(BACKLINK_TITLE="", BACKLINK_TEXT="↩")
        self._id_prefix = id_prefix
        self._numbers: dict[str, int] = {}

    def extendMarkdown(self, md: Markdown) -> None:
        """Takes the place of their sorting, which reads the label from the id."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_InOrderOfReference(self), "footnote-reorder", 19)

    def makeFootnoteId(self, id: str) -> str:
        """The id of the note itself."""
        return f"{self._id_prefix}fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        """The id of a place that refers to the note; `found` when a new such place is met."""
        return self.unique_ref(f"{self._id_prefix}fnref:{self._number(id)}", found)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Counts the places; theirs looks through all earlier ones for each new one."""
        if not found:
            return reference
        count = self.found_refs.get(reference, 0) + 1
        self.found_refs[reference] = count
        ref, number = reference.split(":")
        return reference if count == 1 else f"{ref}{count}:{number}"

    def makeFootnotesDiv(self, root: ElementTree.Element) -> ElementTree.Element | None:
        """The notes without the rule above them, which is the stylesheet's."""
        notes = super().makeFootnotesDiv(root)
        if notes is not None:
            for rule in notes.findall("hr"):
                notes.remove(rule)
        return notes

    def _number(self, label: str) -> int:
        return self._numbers.setdefault(label, len(self._numbers) + 1)


class _InOrderOfReference(Treeprocessor):
    """Sorts the notes as the text first refers to them; notes never referred to come last."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self._footnotes = footnotes

    def run(self, root: ElementTree.Element) -> None:
        order = {
            self._footnotes.makeFootnoteId(label): place
            for place, label in enumerate(self._footnotes.footnote_order)
        }
        for notes in root.iter("div"):
            if notes.get("class") == "footnote":
                for items in notes.findall("ol"):
                    items[:] = sorted(items, key=lambda item: order.get(item.get("id", ""), 1_000))
