"""The seeded site with the plot beside it, and every page of it as each kind of reader sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from werkzeug.datastructures import Headers

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor
from tests.conformance import plot, samples
from tests.conformance.plot import Plot
from tests.seeded import Seeded

READERS = ("guest", "member", "officer", "moderator")


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one reader got it."""

    reader: str
    endpoint: str
    address: str
    status: int
    headers: Headers
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is HTML and no redirect."""
        return self.headers["Content-Type"].startswith("text/html") and self.status != 303

    @property
    def text(self) -> str:
        """The HTML."""
        return self.body.decode()

    @property
    def name(self) -> str:
        """How a failing test names it."""
        return f"{self.address} as {self.reader} ({self.endpoint}, {self.status})"


class Ground:
    """Tests read here together; nobody writes but by signing in."""

    def __init__(self, seeded: Seeded, folder: Path) -> None:
        self.settings: Settings = seeded.copy(folder)
        self.database: Database = composition.open_database(self.settings)
        with self.database.writing() as session:
            self.plot: Plot = plot.lay_out(session)
        index(self.database, self.settings)
        self.app: Site = composition.create_app(self.settings, self.database)
        self.app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @cached_property
    def visitors(self) -> Mapping[str, Visitor]:
        """Everybody of `READERS`, signed in."""
        return {
            reader: Visitor(self.app) if reader == "guest" else self.visitor(f"plot-{reader}")
            for reader in READERS
        }

    def visitor(self, handle: str) -> Visitor:
        """Somebody signed in, in a browser of their own."""
        return Visitor(self.app).sign_in(handle)

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """Every sample address as everybody."""
        return tuple(
            self.visit(reader, endpoint, address)
            for endpoint, addresses in samples.addresses(self.plot).items()
            for address in addresses
            for reader in READERS
        )

    def visit(self, reader: str, endpoint: str, address: str) -> Visit:
        """One page as one reader gets it."""
        response = self.visitors[reader].get(address)
        return Visit(
            reader, endpoint, address, response.status_code, response.headers, response.data
        )


def index(database: Database, settings: Settings) -> None:
    """What the worker does: brings the index up to date."""
    held = composition.open_index(settings)
    if not composition.build_index_if_needed(database, held):
        while composition.drain_index(database, held).indexed_count:
            pass
