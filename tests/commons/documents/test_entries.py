"""What search keeps of documents: everybody finds exactly what they may read."""

import itertools

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document, Rendering
from ssrwiki.commons.documents.permissions import is_in_audience
from ssrwiki.commons.documents.queries import entries, reach
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.commons.topics import actions as topics
from ssrwiki.commons.topics.rules import Wording
from ssrwiki.foundation import clock
from ssrwiki.foundation.search.port import Hit
from tests.factories.documents import a_page, revised
from tests.factories.people import Town


@pytest.fixture
def readers(session: Session, town: Town) -> list[Actor]:
    group = ReaderGroup(slug="mission-chiefs", name="Mission chiefs")
    session.add(group)
    session.flush()
    grouped = town.actor("grouped", organisation="elsewhere")
    session.add(GroupMember(group_id=group.id, person_id=grouped.id))
    session.flush()
    return [
        GUEST,
        town.actor("owner", organisation="owners"),
        town.actor("unverified", organisation="owners", is_verified=False),
        town.actor("outsider", organisation="elsewhere"),
        people.actor(session, grouped.id),
        town.actor("moderator", organisation="secretariat", is_moderator=True),
    ]


def test_tokens_say_what_audiences_say(session: Session, town: Town, readers: list[Actor]) -> None:
    author = town.actor("author", organisation="owners")
    group_id = session.scalars(select(ReaderGroup.id)).one()
    for audience, is_hidden in itertools.product(list(Audience), [False, True]):
        document = a_page(session, author, title=f"{audience} {is_hidden}").document
        document.audience, document.group_id = audience, group_id
        document.hidden_at = clock.now() if is_hidden else None
    session.flush()

    for document in session.scalars(select(Document).options(selectinload(Document.owners))):
        tokens = reach.tokens_for(document, document.audience)
        for reader in readers:
            may_find = bool(tokens & reach.tokens_of(reader))
            may_read = is_in_audience(reader, document, document.audience)
            assert may_find == (may_read and document.hidden_at is None)


def test_an_entry_carries_words_topics_and_all_that_hold_them(session: Session, town: Town) -> None:
    topics.plant(session, slug="policing", wordings=[Wording("en", "Policing")])
    topics.plant(
        session, slug="payroll", wordings=[Wording("en", "Payroll")], parent_slug="policing"
    )
    page = a_page(
        session,
        town.actor(),
        title="Ghost officers",
        body="## Counting heads\n\nWho is **paid**?",
        abstract="Pay only who is there.",
        themes=("payroll",),
        places=("SL",),
    )

    (entry,) = entries.of_heads(session, "page", [page.document.public_id])

    assert (entry.kind, entry.key, entry.variant) == ("page", page.document.public_id, "")
    assert (entry.title, entry.abstract, entry.lang) == (
        "Ghost officers",
        "Pay only who is there.",
        "en",
    )
    assert entry.headings == "Counting heads"
    assert "Who is paid?" in entry.body
    assert set(entry.topics) == {"payroll", "policing"}
    assert set(entry.regions) == {"sierra-leone", "western-africa", "africa", "world"}
    assert entry.readers == {"public"}


def test_hidden_documents_have_no_entry_but_a_key(session: Session, town: Town) -> None:
    document = a_page(session, town.actor()).document
    document.hidden_at = clock.now()
    session.flush()
    assert entries.keys(session, "page") == [document.public_id]
    assert list(entries.of_heads(session, "page", [document.public_id])) == []


def test_only_the_head_is_kept_and_shown(session: Session, town: Town) -> None:
    author = town.actor()
    document = a_page(session, author, body="The former words.").document
    revised(session, author, document, "The present words.")
    session.flush()

    (entry,) = entries.of_heads(session, "page", [document.public_id], "working")
    head = entries.heads(session, GUEST, [Hit("page", document.public_id, "working", 1.0)])

    assert (entry.variant, entry.body.strip()) == ("working", "The present words.")
    assert head[document.public_id].text.strip() == "The present words."


def test_a_text_without_a_rendering_is_still_found(session: Session, town: Town) -> None:
    page = a_page(session, town.actor(), body="Plain words.")
    session.execute(update(Rendering).values(plain="x"))
    session.delete(session.get_one(Rendering, page.revision.id))
    session.flush()
    (entry,) = entries.of_heads(session, "page", [page.document.public_id])
    assert (entry.body, entry.headings) == ("Plain words.", "")


def test_a_hit_that_may_not_be_read_any_more_is_left_out(session: Session, town: Town) -> None:
    document = a_page(session, town.actor(organisation="owners"), audience="unit").document
    hit = Hit("page", document.public_id, "", 1.0)
    assert entries.heads(session, GUEST, [hit]) == {}
    assert entries.heads(session, town.actor(organisation="elsewhere"), [hit]) == {}
    assert entries.heads(session, town.actor(organisation="owners"), [hit]).keys() == {hit.key}
