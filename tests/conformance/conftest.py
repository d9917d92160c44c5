"""One ground for all tests that only look."""

from collections.abc import Iterator

import pytest

from tests.conformance.ground import Ground
from tests.seeded import Seeded


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the ground stay in one process (`--dist loadgroup`): laying it out is dear."""
    for item in items:
        if "ground" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("ground"))


@pytest.fixture(scope="session")
def ground(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The seeded site with the plot, shared."""
    made = Ground(seeded, tmp_path_factory.mktemp("ground"))
    yield made
    made.database.dispose()
