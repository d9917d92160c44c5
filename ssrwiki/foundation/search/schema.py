"""The fields of the index, each with its reason, and the stamp that tells one layout from another.

Nothing that is shown is stored: titles and texts come from the database, under the viewer's
rights, so that a stale or stolen index says as little as it can.
"""

import hashlib
import itertools
import operator
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import whoosh
from whoosh import columns, fields, formats

from ssrwiki.foundation.search import analysis
from ssrwiki.foundation.search.port import Facet

VERSION = 1

# Within a spelling: the folded form, which is compared, then the one with accents, to be shown.
SPELLING_SEPARATOR = "\t"

_Posting = tuple[bytes, int, float, bytes]


class Places(formats.Positions):
    """Positions as plain numbers; Whoosh's own pickles take five times as long to read."""

    def encode(self, positions: list[int]) -> bytes:
        """The steps from one position to the next; small numbers pack well."""
        steps = map(operator.sub, positions, (0, *positions))
        return array("I", steps).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """The rising positions."""
        return list(itertools.accumulate(array("I", value)))

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // array("I").itemsize


class Terms(fields.TEXT):
    """Ready-made terms in the order of the text. Whoosh's own tokens would cost a tenth more."""

    def __init__(self) -> None:
        super().__init__(phrase=True)
        self.analyzer = None
        self.format = Places()

    def index(self, value: Iterable[str], **_options: object) -> list[_Posting]:
        """One posting per term, with its positions."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(value):
            places[term].append(place)
        encode = self.format.encode
        return [
            (term.encode(), len(where), float(len(where)), encode(where))
            for term, where in places.items()
        ]


class Marks(fields.ID):
    """A set of exact values; present or not, never scored."""

    def index(self, value: Iterable[str], **_options: object) -> list[_Posting]:
        """One posting per value."""
        return [(each.encode(), 1, 1.0, b"") for each in sorted(set(value))]


@dataclass(frozen=True, slots=True)
class TextField:
    """A field that words are looked for in, and how much a find there is worth."""

    name: str
    boost: float


TEXT_FIELDS = (
    TextField("title", 3.0),  # what a thing is called says most about it
    TextField("headings", 2.0),  # what its parts are called
    TextField("abstract", 2.0),  # what its author says it is about
    TextField("body", 1.0),  # the rest; the only field without a bound on its length
    # What people say about a thing. A thousandth, so that a document stands above whatever is said
    # about it, and a remark comes first only where no document has the words: a short text that
    # repeats a rare word would else score up to some thousand times what a very long one does
    # that has a common word once. A field of its own, so that no talk makes a word of documents
    # less telling.
    TextField("remark", 0.001),
)


def schema() -> fields.Schema:
    """The fields as Whoosh wants them."""
    return fields.Schema(
        # Who is found: unique, and the only text that is stored.
        name=fields.ID(unique=True, stored=True),
        # What is replaced: a thing's entries come and go together.
        thing=fields.ID(),
        # Stored for the drift check, which compares it with the database.
        digest=fields.STORED(),
        **{field.name: Terms() for field in TEXT_FIELDS},
        # For "did you mean": the unstemmed words of title, headings and abstract.
        spelling=Marks(),
        # What one can narrow by, and what is counted.
        **{facet.value: Marks() for facet in Facet},
        # Circles of readers; an entry is seen by who shares at least one.
        readers=Marks(),
        # Seconds since 1970, for "newest first" and for after: and before:.
        updated=fields.COLUMN(columns.NumericColumn("q")),
    )


def stamp(analyser: analysis.Analyser) -> str:
    """Differs whenever an index written by the one code can't be read by the other."""
    layout = [f"{name}={type(kind).__name__}" for name, kind in schema().items()]
    parts = [str(VERSION), whoosh.versionstring(), analyser.version, *layout]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
