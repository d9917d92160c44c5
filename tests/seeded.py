"""The demo site, planted and indexed once; tests read it together or write in a copy."""

import fcntl
import shutil
from dataclasses import replace
from pathlib import Path

from ssrwiki import app as composition
from ssrwiki.cli.seed import planting
from ssrwiki.foundation.settings import Settings
from tests import backends

BASE_URL = "http://wiki.example"


class Seeded:
    """Keeps the planted site in `folder`; nothing has it open between two copies.

    Several test processes may share the folder: the first plants, the others wait for it.
    """

    def __init__(self, backend: backends.Backend, folder: Path) -> None:
        self.backend = backend
        folder.mkdir(parents=True, exist_ok=True)
        address = folder / "address"
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            url = address.read_text() if address.is_file() else backend.fresh(folder)
            self.settings = Settings(
                env="test",
                data_dir=str(folder / "var"),
                database_url=url,
                secret_key=backends.SECRET,
                base_url=BASE_URL,
            )
            if not address.is_file():
                self._plant()
                address.write_text(url)

    def copy(self, folder: Path) -> Settings:
        """The settings of a copy of its own: database, index and files."""
        target = folder / "var"
        shutil.copytree(self.settings.data_folder, target)
        address = self.backend.copy(self.settings.database, folder)
        return replace(self.settings, data_dir=str(target), database_url=address)

    def _plant(self) -> None:
        database = composition.open_database(self.settings)
        planting.plant(database, self.settings)
        composition.build_index_if_needed(database, composition.open_index(self.settings))
        database.dispose()
