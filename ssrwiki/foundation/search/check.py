"""Whether the index says what the database says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssrwiki.foundation.search.outbox import Sessions
from ssrwiki.foundation.search.port import Searchable, SearchBackend

BATCH = 200


@dataclass(frozen=True, slots=True)
class Drift:
    """Names of entries, sorted. Changes still in the outbox show up here too."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many entries differ."""
        return len(self.missing) + len(self.stale) + len(self.surplus)


def drift(backend: SearchBackend, expected: dict[str, str]) -> Drift:
    """Compares `expected`, digests by entry name, with the index. Raises: IndexUnavailable."""
    found = dict(backend.digests())
    return Drift(
        missing=tuple(sorted(expected.keys() - found.keys())),
        stale=tuple(
            sorted(name for name in expected.keys() & found.keys() if expected[name] != found[name])
        ),
        surplus=tuple(sorted(found.keys() - expected.keys())),
    )


def expected_digests(
    searchables: Sequence[Searchable], reading: Sessions
) -> Iterator[tuple[str, str]]:
    """Name and digest of every entry there should be now, batch by batch."""
    for searchable in searchables:
        with reading() as session:
            keys = list(searchable.keys(session))
        for start in range(0, len(keys), BATCH):
            with reading() as session:
                for entry in searchable.entries(session, keys[start : start + BATCH]):
                    yield entry.name, entry.digest
