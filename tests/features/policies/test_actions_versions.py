import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import policies, proofs, versions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.actions.versions import Imprint, NotEditorial
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.foundation.errors import Conflict, Invalid, NotAllowed
from ssrwiki.foundation.search.outbox import SearchChange
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, printed, rewritten, version_of
from tests.factories.rounds import MadePolicy, a_policy, a_round, publish

FIRST = """## Begin with one station

Start in no more than three stations in each country, of different kinds.

The station has a custody register, and a visitor may see it on any day.

Officers have been paid in ten of the last twelve months.

Nobody has to give a name in order to speak at a meeting.
"""

SECOND = """## Begin with one station

Nobody has to give a name in order to speak at a meeting.

Start in no more than three stations in each region, of very different kinds.

The station has a custody register, and a visitor may see it on any day.
"""


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    return a_policy(session, officer)


def a_draft(session: Session, officer: Actor, **fields: str) -> Document:
    draft = manuscripts.Draft(title="A draft", body=FIRST, fields=fields)
    manuscript = manuscripts.prepare(POLICY, draft)
    document = policies.begin(session, actor=officer, manuscript=manuscript)
    session.flush()
    return document


def refusal(session: Session, officer: Actor, document: Document) -> str:
    with pytest.raises(Invalid) as refused:
        publish(session, officer, document)
    return str(refused.value)


def test_a_version_needs_an_abstract(session: Session, officer: Actor) -> None:
    document = a_draft(session, officer, field="In three sittings.")

    assert "abstract" in refusal(session, officer, document)


def test_a_version_needs_how_it_works_in_the_field(session: Session, officer: Actor) -> None:
    document = a_draft(session, officer, abstract="What we fund.")

    assert "How it works in the field" in refusal(session, officer, document)


def test_a_version_waits_for_the_end_of_the_round_and_for_its_answers(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    a_round(session, officer, policy)
    rewritten(session, officer, policy.document, FIRST)

    assert "round is open" in refusal(session, officer, policy.document)

    answered(session, officer, policy.document)
    publish(session, officer, policy.document)

    assert version_of(session, policy.document, 2).number == 2


def test_nothing_is_published_twice(session: Session, officer: Actor, policy: MadePolicy) -> None:
    assert "Nothing was changed" in refusal(session, officer, policy.document)


def test_only_officers_of_the_owning_units_publish(
    session: Session, town: Town, policy: MadePolicy
) -> None:
    outsider = town.officer("outsider", organisation="another-unit")

    with pytest.raises(NotAllowed):
        publish(session, outsider, policy.document)


def test_a_text_saved_since_the_proof_is_a_conflict(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    rewritten(session, officer, policy.document, FIRST)
    proof = proofs.proof(session, policy.document)
    rewritten(session, officer, policy.document, SECOND)

    with pytest.raises(Conflict):
        versions.publish(
            session, actor=officer, document=policy.document, proof=proof, imprint=Imprint()
        )


def test_a_published_version_can_be_neither_changed_nor_deleted(
    session: Session, policy: MadePolicy
) -> None:
    session.commit()
    for statement in (
        update(Version).values(summary="Something else."),
        update(VersionClause).values(text="Something else."),
        delete(VersionClause),
    ):
        with pytest.raises(IntegrityError):
            session.execute(statement)
        session.rollback()


def test_clauses_keep_their_identity_when_rewritten_and_moved_and_leave_a_tombstone(
    session: Session, officer: Actor
) -> None:
    document = a_draft(session, officer, abstract="What we fund.", field="In three sittings.")
    first = printed(session, publish(session, officer, document))
    second = printed(session, next_version(session, officer, document, SECOND))

    ids = {clause.text[:8]: clause.clause_id for clause in first}
    now = {clause.clause_id: clause for clause in second}
    assert now[ids["Start in"]].text.endswith("very different kinds.")
    assert now[ids["Nobody h"]].moved_from == "1.4"
    assert [clause.text[:8] for clause in second if clause.is_deleted] == ["Officers"]
    gone = now[ids["Officers"]]
    assert gone.number == "1.3"
    assert second[gone.ordinal - 1].clause_id == ids["The stat"]


def test_a_tombstone_stands_in_one_version_only(session: Session, officer: Actor) -> None:
    document = a_draft(session, officer, abstract="What we fund.", field="In three sittings.")
    publish(session, officer, document)
    next_version(session, officer, document, SECOND)
    third = next_version(session, officer, document, SECOND + "\nOne sentence more.\n")

    assert not [clause for clause in printed(session, third) if clause.is_deleted]


def test_an_editorial_version_is_refused_with_all_reasons(session: Session, officer: Actor) -> None:
    document = a_draft(session, officer, abstract="What we fund.", field="In three sittings.")
    publish(session, officer, document)

    with pytest.raises(NotEditorial) as refused:
        next_version(session, officer, document, SECOND, change_class="editorial")

    assert refused.value.field == "change_class"
    assert refused.value.others


def test_a_spelling_may_be_called_editorial(session: Session, officer: Actor) -> None:
    long = " ".join(["The adviser sits on the bench beside the counter and watches."] * 6)
    document = a_draft(session, officer, abstract="What we fund.", field="In three sittings.")
    rewritten(session, officer, document, f"## Text\n\n{long}\n")
    publish(session, officer, document)

    changed = f"## Text\n\n{long.replace('adviser', 'advisor', 1)}\n"
    version = next_version(session, officer, document, changed, change_class="editorial")

    assert version.change_class == "editorial"


def test_publication_makes_the_document_public_and_sets_its_state_back(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    a_round(session, officer, policy)
    answered(session, officer, policy.document)
    next_version(session, officer, policy.document, SECOND, audience="members")

    row = session.get_one(Policy, policy.document.id)
    assert (row.state, row.current_version_number) == ("working_draft", 2)
    assert policy.document.audience == "members"
    assert policy.document.working_audience == "unit"


def test_publication_is_recorded_as_weighty_and_sent_to_the_index(
    session: Session, policy: MadePolicy
) -> None:
    session.flush()
    recorded = session.scalars(select(Activity).where(Activity.verb == versions.PUBLISHED)).one()

    assert recorded.announced_at > recorded.at
    assert not recorded.needs_working_text
    keys = set(session.scalars(select(SearchChange.key)))
    assert policy.document.public_id in keys


def test_an_officer_cannot_give_the_policy_away(
    session: Session, town: Town, officer: Actor
) -> None:
    town.organisation("another-unit")
    draft = manuscripts.Draft(
        title="Given away", body=FIRST, fields={"owning_units": ("another-unit",)}
    )

    with pytest.raises(Invalid) as refused:
        policies.begin(session, actor=officer, manuscript=manuscripts.prepare(POLICY, draft))

    assert refused.value.field == "owning_units"
