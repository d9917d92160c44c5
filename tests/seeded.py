"""The demo site, planted and indexed once; tests read it together or write in a copy."""

import shutil
from dataclasses import replace
from pathlib import Path

from ssrwiki import app as composition
from ssrwiki.cli.seed import planting
from ssrwiki.foundation.settings import Settings
from tests import backends

BASE_URL = "http://wiki.example"


class Seeded:
    """Keeps the planted site in `folder`; nothing has it open between two copies."""

    def __init__(self, backend: backends.Backend, folder: Path) -> None:
        self.backend = backend
        self.settings = Settings(
            env="test",
            data_dir=str(folder / "var"),
            database_url=backend.fresh(folder),
            secret_key=backends.SECRET,
            base_url=BASE_URL,
        )
        database = composition.open_database(self.settings)
        planting.plant(database, self.settings)
        composition.build_index_if_needed(database, composition.open_index(self.settings))
        database.dispose()

    def copy(self, folder: Path) -> Settings:
        """The settings of a copy of its own: database, index and files."""
        target = folder / "var"
        shutil.copytree(self.settings.data_folder, target)
        address = self.backend.copy(self.settings.database, folder)
        return replace(self.settings, data_dir=str(target), database_url=address)
