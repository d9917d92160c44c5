"""A list of thirty costs the database what a list of three does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests import backends
from tests.browser_like import Visitor
from tests.conformance.crowd import MODERATOR, OFFICER, Crowd
from tests.conformance.ground import index
from tests.conformance.telling import check
from tests.counting import statements, unkept
from tests.seeded import BASE_URL

FEW, MANY = 3, 30
NOT_ASKED = ("BEGIN", "SELECT pg_current_snapshot()")
"""A transaction's beginning, and on PostgreSQL the question whether anything was committed."""
MOST = 12
BELOW_A_HEAD, WHOLE_PAGE, CONVERSATION = 16, 18, 25
MORE: Mapping[str, int] = {
    # A policy's head says its state, round, positions and what is wanted of the reader.
    "policies": BELOW_A_HEAD,
    "versions": BELOW_A_HEAD,
    "endorsements": BELOW_A_HEAD,
    "carried comments": BELOW_A_HEAD,
    # These show several lists, or a list with a form that previews one's byline.
    "home": WHOLE_PAGE,
    "discussion": WHOLE_PAGE,
    "text with notes": WHOLE_PAGE,
    "round": WHOLE_PAGE,
    "workbench": WHOLE_PAGE,
    # A head, comments with replies, receipts and answers, and a form with one's own byline.
    "comments": CONVERSATION,
    "response": CONVERSATION,
    "label": CONVERSATION,
    # The number of new notices in the frame of the page is asked for once more below.
    "notices": 14,
}
LISTS = (
    "home", "pages", "policies", "recent changes", "recent changes feed", "topic", "topics",
    "search", "directory", "organisation", "history", "links", "discussion", "text with notes",
    "round", "comments", "endorsements", "label", "workbench", "versions", "response",
    "carried comments", "notices", "newcomers' comments", "newcomers' edits", "reports", "appeals",
    "people to verify",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What one visit sent to the database."""

    status: int
    statements: tuple[str, ...]


class Measured:
    """Every list, visited once with few rows and once with many."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database: Database = composition.open_database(settings)
        self.app: Site = composition.create_app(settings, self.database)
        self.crowd = Crowd(self.database.write_session())
        self.crowd.grow(FEW)
        self.readers = {who: Visitor(self.app).sign_in(who) for who in (OFFICER, MODERATOR)}
        self.few = self.costs()
        self.crowd.grow(MANY)
        self.many = self.costs()

    def costs(self) -> Mapping[str, Cost]:
        index(self.database, self.settings)
        return {name: self._cost(address) for name, address in self.crowd.addresses().items()}

    def _cost(self, address: str) -> Cost:
        """Of the second visit: the first may fill what a process keeps."""
        reader = self.readers[MODERATOR if address.startswith("/moderation") else OFFICER]
        reader.get(unkept(address))
        with statements(self.database) as sent:
            status = reader.get(unkept(address)).status_code
        asked = (each for each in sent if not each.startswith(NOT_ASKED))
        return Cost(status, tuple(" ".join(each.split())[:160] for each in asked))


@pytest.fixture(scope="module")
def measured(
    backend: backends.Backend, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Measured]:
    folder: Path = tmp_path_factory.mktemp("statements")
    settings = Settings(
        env="test",
        data_dir=str(folder / "var"),
        database_url=backend.fresh(folder),
        secret_key=backends.SECRET,
        base_url=BASE_URL,
    )
    made = Measured(settings)
    yield made
    made.crowd.session.close()
    made.database.dispose()


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_takes_no_more_statements(measured: Measured, name: str) -> None:
    few, many = measured.few[name], measured.many[name]
    assert (few.status, many.status) == (200, 200)
    if len(few.statements) != len(many.statements):
        check(
            f"{name}: {len(few.statements)} statements with {FEW} rows, {len(many.statements)} "
            f"with {MANY}. Load what the rows need for all of them at once. Only one of them sent:",
            sorted(set(many.statements) ^ set(few.statements)),
        )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_few_statements(measured: Measured, name: str) -> None:
    sent = measured.many[name].statements
    most = MORE.get(name, MOST)
    if len(sent) > most:
        check(
            f"{name}: {len(sent)} statements, {most} allowed; join what belongs together, and ask "
            "for nothing twice:",
            sent,
        )


def test_every_list_is_measured(measured: Measured) -> None:
    assert set(LISTS) == measured.crowd.addresses().keys()
