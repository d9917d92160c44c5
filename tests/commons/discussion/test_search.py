"""What search keeps of what was said, who may find it, and which acts change that."""

from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.permissions import can_read_thread
from ssrwiki.commons.discussion.queries import reach, search
from ssrwiki.commons.discussion.queries.threads import located
from ssrwiki.commons.discussion.rules import Trial
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries.reach import tokens_of
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.search.port import Entry, Hit
from tests.counting import statements
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town

NOW = datetime(2026, 5, 4, 12, 34, 56, tzinfo=UTC)
NAME = "Zebulon"


@pytest.fixture
def author(town: Town) -> Actor:
    town.crowd(8)
    return town.actor(NAME.lower(), organisation="service-0")


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(
        session, town.officer("writer"), title="Custody", themes=(), places=("SL",)
    ).document


def entries(session: Session, *comments: Comment) -> list[Entry]:
    session.flush()
    return list(search.SEARCHABLE.entries(session, [each.public_id for each in comments]))


def a_found(session: Session, viewer: Actor, comment: Comment, variant: str = "") -> list[str]:
    hit = Hit(search.KIND, comment.public_id, variant, 1.0)
    return [found.text for found in search.FINDABLE.found(session, viewer, [hit])]


def test_a_comment_and_a_reply_are_two_entries_with_the_documents_topics_and_readers(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, "The *register* is lost.")
    reply = a_remark(session, author, page, "Ours too.", parent=comment)

    found = {entry.key: entry for entry in entries(session, comment, reply)}

    entry = found[comment.public_id]
    assert (entry.remark, entry.title, entry.body) == ("The register is lost.", "", "")
    assert (entry.lang, entry.status, entry.readers) == ("en", page.status, {"public"})
    assert "sierra-leone" in entry.regions
    assert found[reply.public_id].remark == "Ours too."


def test_suggested_words_and_trials_are_found_too(
    session: Session, author: Actor, page: Document
) -> None:
    trial = Trial(where="Kailahun", tried="Two signatures", result="It held")
    comment = a_remark(session, author, page, "We tried.", kind="field_test", trial=trial)
    assert entries(session, comment)[0].remark == "We tried.\nKailahun\nTwo signatures\nIt held"


@pytest.mark.parametrize("attribution", ["named", "role_and_region"])
def test_no_entry_says_who_it_was_and_a_withheld_one_not_when(
    session: Session, author: Actor, page: Document, attribution: str
) -> None:
    with clock.at(NOW):
        comment = a_remark(session, author, page, attribution=attribution)
    entry = entries(session, comment)[0]
    assert NAME.lower() not in str(entry).lower()
    assert entry.updated_at.date() == NOW.date()
    assert entry.updated_at == comment.listed_at
    assert (entry.updated_at == comment.at) is (attribution == "named")


@pytest.mark.parametrize("fate", ["held_at", "hidden_at", "withdrawn_at", "redacted_at"])
def test_what_was_taken_away_has_no_entry_and_is_not_found(
    session: Session, author: Actor, page: Document, fate: str
) -> None:
    comment = a_remark(session, author, page, "Gone.")
    assert a_found(session, author, comment) == ["Gone."]
    setattr(comment, fate, clock.now())
    assert entries(session, comment) == []
    assert a_found(session, author, comment) == []


def test_what_is_said_of_a_hidden_document_has_no_entry(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    page.hidden_at = clock.now()
    assert entries(session, comment) == []
    assert a_found(session, author, comment) == []


def test_keys_come_in_the_order_of_chance(session: Session, author: Actor, page: Document) -> None:
    said = [a_remark(session, author, page, f"Word {number}.").public_id for number in range(9)]
    assert list(search.SEARCHABLE.keys(session)) == sorted(said)


def a_crowd(session: Session, town: Town, page: Document) -> dict[str, Actor]:
    group = ReaderGroup(slug="inner", name="Inner")
    session.add(group)
    session.flush()
    inside = town.actor("inside", organisation="elsewhere")
    session.add(GroupMember(group_id=group.id, person_id=inside.id))
    session.flush()
    page.group_id = group.id
    return {
        "guest": GUEST,
        "member": town.actor("member", organisation="elsewhere"),
        "of the group": people.actor(session, inside.id),
        "owner": town.officer("owner"),
        "moderator": town.actor("watching", is_moderator=True, organisation="secretariat"),
        "unverified": town.actor("unverified", is_verified=False),
    }


def test_index_lists_and_pages_agree_on_who_may_read_what_was_said(
    session: Session, town: Town, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    thread = session.get_one(Thread, comment.thread_id)
    crowd = a_crowd(session, town, page)
    seen = set()
    for audience, working, of_thread in product(
        Audience, (None, Audience.UNIT, Audience.GROUP), (None, *Audience)
    ):
        page.audience, page.working_audience, thread.audience = audience, working, of_thread
        session.flush()
        tokens = reach.tokens_for(page, thread.audience)
        for name, viewer in crowd.items():
            may_read = can_read_thread(viewer, page, thread)
            case = (name, audience, working, of_thread)
            assert bool(tokens & tokens_of(viewer)) is may_read, case
            assert bool(a_found(session, viewer, comment)) is may_read, case
            seen.add((name, may_read))
    assert {("guest", True), ("guest", False), ("of the group", True), ("owner", True)} <= seen


def test_the_acts_on_a_comment_are_for_those_who_may_read_what_it_is_about(
    session: Session, town: Town, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    session.get_one(Thread, comment.thread_id).audience = Audience.UNIT
    session.flush()
    assert located(session, viewer=town.officer("owner"), public_id=comment.public_id)
    with pytest.raises(NotFound):
        located(session, viewer=author, public_id=comment.public_id)


def test_hits_are_read_again_in_a_constant_number_of_statements(
    database: Database, session: Session, author: Actor, page: Document
) -> None:
    comments = [a_remark(session, author, page, f"Word {number}.") for number in range(20)]
    hits = [
        Hit(search.KIND, each.public_id, variant, 1.0)
        for each in comments
        for variant in ("", search.ANSWER)
    ]
    session.commit()
    counts = []
    for count in (2, 40):
        with database.reading() as reading, statements(database) as sent:
            found = search.FINDABLE.found(reading, GUEST, hits[:count])
        counts.append(len([each for each in sent if each.startswith("SELECT")]))
        assert len(found) == count // 2
    assert counts == [2, 2]


def test_a_hit_leads_straight_to_what_was_said(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, attribution="role_and_region")
    hit = Hit(search.KIND, comment.public_id, "", 1.0)
    (found,) = search.FINDABLE.found(session, GUEST, [hit])
    assert found.address == f"{page.address}/discussion/{comment.public_id}"
    assert found.title == "Custody"
    assert found.remark is not None
    assert type(found.remark.said_on) is type(NOW.date())
    assert found.remark.byline == comment.byline
