"""Saving appends, never overwrites; what a document says reaches the tables around it."""

from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import manuscripts, saving
from ssrwiki.commons.documents.models import DocumentLink, DocumentPlace, Rendering
from ssrwiki.commons.documents.permissions import can_read
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import GUEST
from ssrwiki.features.accounts.actions import staff
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.foundation.errors import Conflict, Invalid, NotAllowed
from ssrwiki.foundation.search.outbox import SearchChange
from ssrwiki.foundation.web.site import Site
from tests.factories.documents import a_page, revised
from tests.factories.people import Town
from tests.factories.redactions import redacted_revision


def test_a_first_save_makes_revision_one_with_its_html(session: Session, town: Town) -> None:
    made = a_page(session, town.actor(), body="See [[Vetting]] and *this*.")

    rendering = session.scalars(select(Rendering)).one()

    assert made.document.head_number == 1
    assert made.document.address == "/pages/local-ownership"
    assert "<em>this</em>" in rendering.html
    assert session.scalars(select(DocumentLink.target_slug)).all() == ["vetting"]


def test_a_save_on_an_old_base_is_refused_with_the_text_that_stands(
    session: Session, town: Town
) -> None:
    author = town.actor()
    document = a_page(session, author).document
    revised(session, author, document, "The second text.")

    with pytest.raises(Conflict) as refused:
        revised(session, town.actor(), document, "Written on the first.", based_on=1)

    assert refused.value.latest == "The second text."
    assert document.head_number == 2


def test_a_save_that_changes_nothing_is_refused(session: Session, town: Town) -> None:
    made = a_page(session, town.actor())
    with pytest.raises(Invalid):
        revised(session, town.actor(), made.document, made.revision.body)


def test_restoring_brings_text_and_fields_back_as_a_new_revision(
    session: Session, town: Town
) -> None:
    author = town.actor()
    document = a_page(session, author, abstract="In short.", places=("SL",)).document
    revised(session, author, document, "Worse words.")

    restored = saving.restore(
        session, actor=author, kind=PAGE, document=document, number=1, summary="It was better."
    )

    assert restored.number == 3
    assert restored.restored_number == 1
    assert revisions.fields(restored)["abstract"] == "In short."
    assert document.abstract == "In short."
    assert session.scalars(select(DocumentPlace.place_code)).all() == ["SL"]


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"abstract": "x" * 301}, "abstract"),
        ({"places": ("Atlantis"[:3],)}, "places"),
        ({"themes": ("no-such-theme",)}, "themes"),
    ],
)
def test_a_typed_field_that_breaks_its_rule_is_named(
    session: Session, town: Town, fields: dict[str, str | tuple[str, ...]], at_fault: str
) -> None:
    with pytest.raises(Invalid) as refused:
        a_page(session, town.actor(), **fields)
    assert refused.value.field == at_fault


def test_a_slug_is_unique_across_titles_that_look_alike(session: Session, town: Town) -> None:
    a_page(session, town.actor(), title="Vetting")
    with pytest.raises(Invalid):
        a_page(session, town.actor(), title="Vétting!")


def test_a_text_for_a_unit_needs_a_verified_member(session: Session, town: Town) -> None:
    with pytest.raises(Invalid):
        a_page(session, town.actor(is_verified=False), audience="unit")


def test_each_save_is_recorded_and_queued_for_the_index(session: Session, town: Town) -> None:
    author = town.actor()
    document = a_page(session, author).document
    revised(session, author, document, "The second text.")

    assert session.scalars(select(Activity.verb).order_by(Activity.id)).all() == [
        saving.CREATED,
        saving.SAVED,
    ]
    assert session.scalars(select(SearchChange.key)).all() == [document.public_id] * 2


def test_redacting_empties_text_html_and_fields_for_ever(session: Session, town: Town) -> None:
    author = town.actor(organisation="service-0")
    document = a_page(session, author, body="The informant lives in Bo.", abstract="Bo").document
    revised(session, author, document, "Without the passage.")
    moderator = town.actor(is_moderator=True, organisation="secretariat")

    redacted_revision(session, moderator, document, 1)
    session.flush()

    old = revisions.revision(session, document, 1)
    html = session.get_one(Rendering, old.id).html
    assert "informant" not in old.body + old.fields + html
    assert old.redaction_reason == "It names an informant."
    assert session.scalars(select(SearchChange.is_expunged)).all()[-1] is True
    with pytest.raises(Invalid):
        saving.restore(
            session, actor=author, kind=PAGE, document=document, number=1, summary="Back."
        )


def test_a_moderator_never_redacts_in_a_text_of_their_own_organisation(
    session: Session, town: Town
) -> None:
    author = town.actor(organisation="service-0")
    document = a_page(session, author).document
    revised(session, author, document, "Second.")
    colleague = town.actor(is_moderator=True, organisation="service-0")
    with pytest.raises(NotAllowed):
        redacted_revision(session, colleague, document, 1)


def test_a_manuscript_is_cleaned_before_it_is_kept() -> None:
    draft = manuscripts.Draft(title="Vetting\u202e gnittev", body="One\r\ntwo", audience="public")
    kept = manuscripts.prepare(PAGE, draft)
    assert "\u202e" not in kept.title
    assert kept.body == "One\ntwo"


def test_only_the_owning_organisation_changes_who_may_read(session: Session, town: Town) -> None:
    author = town.actor(organisation="owners")
    document = a_page(session, author).document
    draft = manuscripts.Draft(title=document.title, body="Mine now.", audience="unit")
    save = partial(
        saving.save,
        session,
        kind=PAGE,
        document=document,
        manuscript=manuscripts.prepare(PAGE, draft),
        based_on=1,
    )
    with pytest.raises(Invalid) as refused:
        save(actor=town.actor(organisation="others"))
    assert refused.value.field == "audience"
    assert document.audience == "public"
    save(actor=author)
    assert document.audience == "unit"


def test_a_group_is_an_audience_for_its_members_only(session: Session, town: Town) -> None:
    author, chief = town.actor("author"), town.actor("chief")
    staff.gather(session, "Mission chiefs", ["author@example.org", "chief@example.org"])
    staff.gather(session, "Mission chiefs", ["chief@example.org"])
    session.flush()
    author, chief = people.actor(session, author.id), people.actor(session, chief.id)
    draft = manuscripts.Draft(title="Rota", body="Who.", audience="group", group="mission-chiefs")
    manuscript = manuscripts.prepare(PAGE, draft)

    document = saving.create(session, actor=author, kind=PAGE, manuscript=manuscript)

    assert can_read(chief, document)
    assert not can_read(town.actor(), document)
    assert not can_read(GUEST, document)
    with pytest.raises(Invalid):
        saving.create(session, actor=town.actor(), kind=PAGE, manuscript=manuscript, slug="other")


def test_the_summary_of_a_redacted_revision_is_told_nowhere(
    app: Site, session: Session, town: Town
) -> None:
    author = town.actor(organisation="service-0")
    document = a_page(session, author).document
    revised(session, author, document, "The informant lives in Bo.")
    revised(session, author, document, "Without the passage.")
    assert session.scalars(select(Activity.summary)).all().count("Better words.") == 2
    moderator = town.actor(is_moderator=True, organisation="secretariat")

    redacted_revision(session, moderator, document, 2)
    session.commit()

    for address in ("/recent-changes", "/recent-changes.atom"):
        page = app.test_client().get(address).get_data(as_text=True)
        assert page.count("Better words.") == 1, address
        assert page.count("It names an informant.") == 1, address
