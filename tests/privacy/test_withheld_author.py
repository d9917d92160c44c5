"""After a whole journey a withheld author's name, handle, address and id are found nowhere.

Their profile in the directory is open: it says that they exist, and nothing of what they said.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ssrwiki import app as composition
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Role, RoleFamily
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.logs import lines
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.storage import SealedStorage
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.backends import SECRET, Backend
from tests.browser_like import Visitor, text_of
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.policies import answered, next_version
from tests.factories.rounds import START, a_policy, a_round

AUTHOR = "zebulon-quill"
TRACES = ("zebulon", "quill")
SAID = "The second signature never comes before the rains"
POLICY = "/policies/community-policing"
ROUND = f"{POLICY}/rounds/1"
WITHHELD = {"attribution": "role_and_region", "giveaways_seen": "1", "lang": "en"}
_LINK = re.compile(r'href="(/[^"#]*)')
_OPEN = re.compile(r"^/(static|account/sign-out|directory|-/|moderation/people)")


@dataclass(frozen=True, slots=True)
class Journey:
    """What stands when it is over."""

    app: Site
    database: Database
    settings: Settings
    traces: tuple[str, ...]
    logged: str


@pytest.fixture(scope="module")
def journey(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """A comment, a reply, a position, a wiki page; answered, revised, confirmed again."""
    folder = tmp_path_factory.mktemp("journey")
    settings = Settings(
        env="test",
        data_dir=str(folder / "var"),
        database_url=backend.fresh(folder),
        secret_key=SECRET,
        base_url="http://wiki.example",
    )
    database = composition.open_database(settings)
    app = composition.create_app(settings, database)
    log = StringIO()
    lines.configure(log)
    with database.write_session() as session:
        town = Town(session)
        with clock.at(START):
            author = _say(app, session, town)
            run_due(database, composition.tasks())
        with clock.at(START + timedelta(days=10)):
            _answer(session, town)
            again = author.send(
                f"{POLICY}/v2/endorse",
                form_at=f"{POLICY}/v2/endorse?position=agree",
                position="agree",
                **WITHHELD,
            )
            assert again.status_code == 303, again.status_code
            run_due(database, composition.tasks())
        with clock.at(START + timedelta(days=10, minutes=11)):  # what was weighty leaves now
            run_due(database, composition.tasks())
        public_id = session.scalars(select(Person.public_id).where(Person.handle == AUTHOR)).one()
    index = composition.open_index(settings)
    composition.build_index_if_needed(database, index)
    author.get(f"{ROUND}/comments?mine=1")
    logging.getLogger("ssrwiki").warning("Here is %s.", AUTHOR)
    lines.configure()
    yield Journey(app, database, settings, (*TRACES, public_id), log.getvalue().lower())
    database.dispose()


def _say(app: Site, session: Session, town: Town) -> Visitor:
    """Everything the author says, through the forms; gives their browser."""
    town.crowd(8)
    officer = town.officer("officer")
    town.officer("colleague")
    town.actor("stranger", role=Role.POLICY, organisation="ministry")
    town.actor("moderator", is_moderator=True, organisation="secretariat")
    town.actor("administrator", is_administrator=True, organisation="secretariat")
    town.actor("practitioner", organisation="service-1")
    town.actor(AUTHOR, organisation="service-0", family=RoleFamily.POLICE)
    policy = a_policy(session, officer)
    a_round(session, officer, policy)
    a_page(session, town.actor("editor"), title="Rains and roads")
    session.commit()
    author = Visitor(app).sign_in(AUTHOR)
    sent = author.send(f"{ROUND}/comments", body=SAID, clause=policy.clause_ids[1], **WITHHELD)
    parent = sent.location.rpartition("/")[2]
    position = "agree_with_conditions"
    for done in (
        sent,
        author.send(
            f"{ROUND}/comments",
            form_at=sent.location,
            body="And again this year.",
            parent=parent,
            **WITHHELD,
        ),
        author.send(
            f"{POLICY}/v1/endorse",
            form_at=f"{POLICY}/v1/endorse?position={position}",
            position=position,
            conditions="Only with a second signature.",
            **WITHHELD,
        ),
        author.send(
            "/pages/rains-and-roads/edit",
            title="Rains and roads",
            body="Roads close in June.",
            summary="When they close.",
            audience="public",
            **WITHHELD,
        ),
    ):
        assert done.status_code == 303, done.get_data(as_text=True)
    return author


def _answer(session: Session, town: Town) -> None:
    """The officers' part."""
    person = session.scalars(select(Person).where(Person.handle == "officer")).one()
    officer = people.actor(session, person.id)
    document = session.scalars(
        select(Document)
        .where(Document.slug == "community-policing")
        .options(selectinload(Document.owners))
    ).one()
    answered(session, officer, document)
    next_version(session, officer, document, "## Custody\n\nQuite other words stand here.")
    session.commit()


def pages_of(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from the home page, and its headers."""
    waiting, seen = ["/", "/policies/", "/recent-changes", "/search?q=signature", ROUND], set()
    while waiting:
        address = waiting.pop()
        if address in seen or _OPEN.match(address) or len(seen) > 400:
            continue
        seen.add(address)
        answer = visitor.get(address)
        page = answer.get_data(as_text=True)
        yield address, f"{answer.headers}\n{page}"
        waiting += [unescape(link) for link in _LINK.findall(page)]


@pytest.mark.parametrize(
    "role",
    ["", "practitioner", "officer", "colleague", "stranger", "moderator", "administrator"],
)
def test_no_page_tells_who_it_was(journey: Journey, role: str) -> None:
    visitor = Visitor(journey.app).sign_in(role) if role else Visitor(journey.app)
    count = 0
    for address, page in pages_of(visitor):
        count += 1
        found = [trace for trace in journey.traces if trace in page.lower()]
        assert not found, f"{address} holds {found}"
    assert count > 15


def test_what_was_said_is_there_all_the_same(journey: Journey) -> None:
    page = Visitor(journey.app).get(f"{ROUND}/comments").get_data(as_text=True)
    assert SAID in page
    assert "Police adviser" in page


def test_the_author_knows_their_own(journey: Journey) -> None:
    author = Visitor(journey.app).sign_in(AUTHOR)
    assert SAID in author.get(f"{ROUND}/comments?mine=1").get_data(as_text=True)
    stranger = Visitor(journey.app).sign_in("practitioner")
    assert SAID not in stranger.get(f"{ROUND}/comments?mine=1").get_data(as_text=True)


def test_jobs_and_mails_name_nobody(journey: Journey) -> None:
    with journey.database.reading() as session:
        for job in session.scalars(select(Job)):
            held = f"{job.payload} {job.unique_key} {job.last_error}".lower()
            assert not any(trace in held for trace in journey.traces), job.name
    letters = folder.read_folder(journey.settings.data_folder / folder.FOLDER_NAME)
    assert letters
    for letter in letters:
        if letter.to != f"{AUTHOR}@example.org":
            held = f"{letter.subject} {letter.text} {letter.html}".lower()
            assert not any(trace in held for trace in journey.traces), letter.subject


def test_the_index_holds_none_of_it(journey: Journey) -> None:
    current = SearchIndex(journey.settings.data_folder / "search").folder.current()
    assert current is not None
    with SealedStorage(current).open_index().reader() as reader:
        words = {str(word).lower() for _field, word in reader.all_terms()}
        stored = " ".join(map(str, reader.all_stored_fields())).lower()
    assert any("custodi" in word or "custody" in word for word in words)
    assert any("rain" in word for word in words)
    assert "comment:" in stored
    for trace in journey.traces:
        assert not any(trace in word for word in words)
        assert trace not in stored


@pytest.mark.parametrize("role", ["", "officer", "moderator", "administrator", "practitioner"])
def test_searching_for_the_author_finds_nothing_and_for_the_words_no_author(
    journey: Journey, role: str
) -> None:
    visitor = Visitor(journey.app).sign_in(role) if role else Visitor(journey.app)
    for trace in (*journey.traces, "zeb*", "zebulan"):
        shown = text_of(visitor.get(f"/search?q={trace}"))
        assert "Nothing found" in shown
        assert "Did you mean" not in shown
    page = visitor.get("/search?q=signature+rains&kind=comment").get_data(as_text=True)
    assert "<mark>signature</mark>" in page
    assert "Police adviser" in page
    assert not any(trace in page.lower() for trace in journey.traces)


def test_the_logs_name_nobody(journey: Journey) -> None:
    assert "/policies/<slug>/rounds" in journey.logged
    assert not any(trace in journey.logged for trace in journey.traces)
    assert SAID.lower() not in journey.logged
