"""A page for few that is opened to more: what was written before stays with those it was for."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.documents.actions import manuscripts, saving
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation.queries import queue
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.pages import Position
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town

ADDRESS = "/pages/trial-page"
BEFORE = ("Zibtext", "Zibreason", "Zibremark")
SURFACES = (
    ("", "/discussion", "/history", "/revisions/1", "/revisions/2", "/compare?from=1&to=2"),
    ("/recent-changes", "/recent-changes.atom", "/"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    member: Actor
    document: Document
    comment: str


def saved(
    session: Session, actor: Actor, document: Document, body: str, audience: str, group: str = ""
) -> None:
    draft = manuscripts.Draft(
        title=document.title, body=body, summary="Opened.", audience=audience, group=group
    )
    saving.save(
        session,
        actor=actor,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=document.head_number,
    )
    session.flush()


@pytest.fixture
def opened(session: Session, town: Town) -> Opened:
    """A page of a unit, discussed there, then opened to everybody by one of its members."""
    owner = town.actor("owner", organisation="owners")
    colleague = town.actor("colleague", organisation="owners")
    member = town.actor("member", organisation="elsewhere")
    draft = manuscripts.Draft(
        title="Trial page", body="Zibtext.", summary="Zibreason.", audience="unit"
    )
    manuscript = manuscripts.prepare(PAGE, draft)
    document = saving.create(session, actor=owner, kind=PAGE, manuscript=manuscript)
    session.flush()
    comment = a_remark(session, colleague, document, "Zibremark.").public_id
    saved(session, owner, document, "For everybody.", "public")
    session.commit()
    return Opened(member, document, comment)


def seen(visitor: Visitor, comment: str) -> set[str]:
    below, lists = SURFACES
    addresses = [ADDRESS + path for path in (*below, f"/discussion/{comment}")]
    pages = [visitor.get(each).get_data(as_text=True) for each in (*addresses, *lists)]
    return {word for word in BEFORE for page in pages if word in page}


def test_who_could_not_read_it_before_finds_nothing_of_that_time(app: Site, opened: Opened) -> None:
    assert seen(Visitor(app), opened.comment) == set()
    assert seen(Visitor(app).sign_in("member"), opened.comment) == set()
    assert seen(Visitor(app).sign_in("colleague"), opened.comment) == set(BEFORE)
    assert "For everybody." in text_of(Visitor(app).get(f"{ADDRESS}/revisions/2"))


def test_it_is_discussed_anew_among_its_new_readers(
    app: Site, session: Session, opened: Opened
) -> None:
    a_remark(session, opened.member, opened.document, "Said to all.")
    session.commit()
    Visitor(app).sign_in("owner").send(
        f"{ADDRESS}/discussion",
        form_at=f"{ADDRESS}/discussion/{opened.comment}",
        body="Zibreply.",
        parent=opened.comment,
        attribution="named",
        lang="en",
    )

    public, inside = (
        text_of(visitor.get(f"{ADDRESS}/discussion"))
        for visitor in (Visitor(app), Visitor(app).sign_in("colleague"))
    )
    assert "Said to all." in public
    assert "Zibreply." not in public
    assert "shown to those people only" not in public
    assert all(words in inside for words in ("Said to all.", "Zibremark.", "Zibreply."))
    assert "They are still shown to those people only." in inside


def test_nobody_replies_to_or_restores_what_they_may_not_read(
    app: Site, session: Session, opened: Opened
) -> None:
    with pytest.raises(NotFound):
        saving.restore(
            session,
            actor=opened.member,
            kind=PAGE,
            document=opened.document,
            number=1,
            summary="",
        )
    session.commit()
    member = Visitor(app).sign_in("member")
    refused = member.send(
        f"{ADDRESS}/discussion",
        body="What was said?",
        parent=opened.comment,
        attribution="named",
        lang="en",
    )
    assert refused.status_code == 404
    assert member.get(f"/moderation/report/{opened.comment}").status_code == 404
    assert member.get(f"{ADDRESS}/report?revision=1").status_code == 404


def test_a_newcomers_comment_of_that_time_waits_for_moderators_who_could_read_it(
    session: Session, town: Town, newcomer: Actor, moderator: Actor
) -> None:
    owner = town.actor("owner", organisation="owners")
    document = a_page(session, owner, title="Trial page", audience="members").document
    a_remark(session, newcomer, document)
    assert len(queue.held(session, moderator=moderator, position=Position()).rows) == 1
    for thread in threads.page_threads(session, document):
        thread.audience = "unit"
    assert not queue.held(session, moderator=moderator, position=Position()).rows


@pytest.mark.usefixtures("opened")
def test_the_form_says_what_opening_does(app: Site) -> None:
    form = text_of(Visitor(app).sign_in("owner").get(f"{ADDRESS}/edit"))
    assert "Earlier texts and comments stay with those who could read them." in form


def test_a_page_keeps_the_one_group_that_reads_its_earlier_texts(
    app: Site, session: Session, town: Town
) -> None:
    owner, peer = town.actor("owner"), town.actor("peer", organisation="elsewhere")
    for slug in ("peers", "others"):
        group = ReaderGroup(slug=slug, name=slug.capitalize())
        session.add(group)
        session.flush()
        session.add_all(
            GroupMember(group_id=group.id, person_id=each.id)
            for each in (owner, peer)
            if slug == "peers" or each is owner
        )
    session.flush()
    owner, peer = (people.actor(session, each.id) for each in (owner, peer))
    document = a_page(session, owner, title="Trial page", audience="unit").document
    saved(session, owner, document, "For our peers.", "group", "peers")
    saved(session, owner, document, "For everybody.", "public")

    with pytest.raises(Invalid) as refused:
        saved(session, owner, document, "For others.", "group", "others")
    assert refused.value.field == "group"
    read = saving.restore(
        session, actor=peer, kind=PAGE, document=document, number=2, summary="Back."
    )
    assert read.body == "For our peers."

    town.actor("stranger", organisation="far-away")
    session.commit()
    assert "Peers" not in text_of(Visitor(app).sign_in("stranger").get(f"{ADDRESS}/edit"))
    assert "Peers" in text_of(Visitor(app).sign_in("peer").get(f"{ADDRESS}/edit"))
