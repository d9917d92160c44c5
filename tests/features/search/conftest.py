"""An index of everything that the test has committed."""

from collections.abc import Callable

import pytest

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.settings import Settings

Reindex = Callable[[], SearchIndex]


@pytest.fixture
def reindex(database: Database, settings: Settings) -> Reindex:
    """What the worker does: builds the index, or brings it up to date."""

    def reindex() -> SearchIndex:
        index = composition.open_index(settings)
        if not composition.build_index_if_needed(database, index):
            while composition.drain_index(database, index).indexed_count:
                pass
        return index

    return reindex
