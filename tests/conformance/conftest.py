"""One ground for all tests that only look."""

from collections.abc import Iterator

import pytest

from tests.conformance.ground import Ground
from tests.seeded import Seeded


@pytest.fixture(scope="session")
def ground(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The seeded site with the plot, shared."""
    made = Ground(seeded, tmp_path_factory.mktemp("ground"))
    yield made
    made.database.dispose()
