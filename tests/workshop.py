"""One database and one application for all tests of a process, emptied before each of them.

Making them anew would compile every template, address and statement for each test.
"""

import shutil
from pathlib import Path

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests import backends

BASE_URL = "http://wiki.example"
BUILT = "build"


def settings_in(folder: Path, backend: backends.Backend) -> Settings:
    """Settings of a new site with its data in `folder`."""
    return Settings(
        env="test",
        data_dir=str(folder / "var"),
        database_url=backend.fresh(folder),
        secret_key=backends.SECRET,
        base_url=BASE_URL,
    )


class Workshop:
    """Its data folder and database stay where they are; `clear` takes out what a test left."""

    def __init__(self, backend: backends.Backend, folder: Path) -> None:
        self.backend = backend
        self.settings = settings_in(folder, backend)
        self.database: Database = composition.open_database(self.settings)
        self.app: Site = composition.create_app(self.settings, self.database)
        self.app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
        self._at_hand = dict(self.database.info)

    def clear(self) -> None:
        self.database.info.clear()
        self.database.info.update(self._at_hand)
        self.database.dispose()  # a connection may keep what a test told it
        self.backend.empty(self.settings.database)
        self.app.extensions["ssrwiki.search"] = composition.open_index(self.settings)
        for left in self.settings.data_folder.iterdir():
            if left.name != BUILT:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
