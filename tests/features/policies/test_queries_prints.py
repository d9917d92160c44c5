"""A version's HTML made anew: its words, numbers and identities stay as they were published."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import carried, latest, prints, rounds, versions
from ssrwiki.features.policies.queries.prints import CLAUSES, VERSIONS
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.database import Database
from tests.counting import statements
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, printed, version_of
from tests.factories.rounds import BODY, MadePolicy, a_comment, a_policy, a_round

STALE = '<p onclick="x()">Stale.</p><script>alert(1)</script>'
SECOND = f"""{BODY.rpartition("Forum")[0]}

The fund pays.[^1]

- The fund pays.
- It pays *late*.

[^1]: See the annex.
"""


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    """Version 2 has deleted the last clause of version 1, and has a note and a list."""
    made = a_policy(session, officer)
    a_round(session, officer, made)
    answered(session, officer, made.document)
    next_version(session, officer, made.document, SECOND)
    session.commit()
    return made


def outdate(session: Session) -> None:
    session.execute(update(VersionClause).values(html=STALE, renderer_version=0))
    session.execute(
        update(Version).values(field_html=STALE, footnotes_html=STALE, renderer_version=0)
    )
    session.commit()
    session.expire_all()


def html_of(session: Session, version: Version) -> list[str]:
    return [clause.html for clause in versions.clauses(session, version)]


def test_clauses_and_tombstones_get_the_markup_that_they_were_published_with(
    session: Session, policy: MadePolicy
) -> None:
    both = [version_of(session, policy.document, number) for number in (1, 2)]
    before = [(html_of(session, each), prints.foot(session, each)) for each in both]
    assert any(clause.is_deleted for clause in printed(session, both[1]))
    assert before[1][1].footnotes_html
    assert before[1][1].field_html

    outdate(session)

    assert [(html_of(session, each), prints.foot(session, each)) for each in both] == before


def test_one_clause_by_itself_is_fresh_too(session: Session, policy: MadePolicy) -> None:
    version = version_of(session, policy.document, 2)
    outdate(session)
    clause_id = next(
        row.clause_id for row in printed(session, version) if row.text == "It pays late."
    )
    session.expire_all()

    spot = rounds.clause_spot(session, version, clause_id)

    assert spot.html == "<li>It pays <em>late</em>.</li>"


def test_a_clause_that_the_renderer_cuts_otherwise_keeps_its_markup_cleaned(
    session: Session, policy: MadePolicy
) -> None:
    version = version_of(session, policy.document, 2)
    session.add(
        VersionClause(
            version_id=version.id,
            clause_id="another-cut1",
            ordinal=99,
            number="9",
            kind="paragraph",
            level=0,
            container="",
            html='<p onclick="x()">As it was <strong>cut</strong> then.</p><script>x()</script>',
            renderer_version=0,
            text="As it was cut then.",
        )
    )
    session.commit()
    session.expire_all()

    assert html_of(session, version)[-1] == "<p>As it was <strong>cut</strong> then.</p>"


def test_what_was_redacted_stays_empty(session: Session, policy: MadePolicy) -> None:
    """Also where the same words stand in a revision that wasn't."""
    first = version_of(session, policy.document, 1)
    now = first.listed_at
    session.execute(
        update(VersionClause)
        .where(VersionClause.version_id == first.id)
        .values(html="", text="", redacted_at=now)
    )
    session.execute(
        update(Version)
        .where(Version.id == first.id)
        .values(field_html="", footnotes_html="", redacted_at=now)
    )
    session.execute(update(VersionClause).values(renderer_version=0))
    session.execute(update(Version).values(renderer_version=0))
    session.commit()
    session.expire_all()

    assert set(html_of(session, first)) == {""}
    assert prints.foot(session, first) == prints.Foot("", "")
    for table in (VERSIONS, CLAUSES):
        stored_html.store(session, table, stored_html.renewals(session, table, after=0))
        assert stored_html.outdated_count(session, table) == 0
    assert set(
        session.scalars(select(VersionClause.html).where(VersionClause.version_id == first.id))
    ) == {""}


def test_a_long_version_takes_no_more_statements(
    session: Session, database: Database, officer: Actor, policy: MadePolicy
) -> None:
    long = "\n\n".join(f"The fund pays in month {number}." for number in range(60))
    a_round(session, officer, policy)
    answered(session, officer, policy.document, 2)
    third = next_version(session, officer, policy.document, long)
    outdate(session)
    counts = []
    for version in (version_of(session, policy.document, 2), third):
        assert version.is_outdated
        with statements(database) as sent:
            versions.clauses(session, version)
        counts.append(len(sent))
    assert counts[1] == counts[0] <= 5


def test_only_the_markup_may_change_and_only_by_another_renderer(
    session: Session, policy: MadePolicy
) -> None:
    refused = (
        update(VersionClause).values(html="<p>Else.</p>"),
        update(VersionClause).values(html="<p>Else.</p>", text="Else.", renderer_version=0),
        update(VersionClause).values(number="1.99", renderer_version=0),
        update(VersionClause).values(clause_id="zzzzzzzzzzzz", renderer_version=0),
        update(VersionClause).values(ordinal=99, renderer_version=0),
        update(VersionClause).values(kind="quote", renderer_version=0),
        update(Version).values(field_html="<p>Else.</p>"),
        update(Version).values(footnotes_html="<p>Else.</p>"),
        update(Version).values(field_html="", summary="Else.", renderer_version=0),
        delete(VersionClause),
    )
    for statement in refused:
        with pytest.raises(IntegrityError):
            session.execute(statement)
        session.rollback()
    session.execute(update(VersionClause).values(html="<p>Else.</p>", renderer_version=0))
    session.execute(update(Version).values(field_html="<p>Else.</p>", renderer_version=0))


def test_what_is_read_by_columns_is_fresh_too(session: Session, town: Town, officer: Actor) -> None:
    """Comments beside a later version, and the points of the latest response."""
    made = a_policy(session, officer)
    said = a_comment(
        session,
        town.actor(),
        a_round(session, officer, made),
        "It *works*: a < b.",
        clause=made.clause_ids[1],
    )
    session.flush()
    answered(session, officer, made.document)
    second = next_version(session, officer, made.document, SECOND)
    session.commit()
    stale = {"renderer_version": 0}
    session.execute(update(Comment).values(body_html=STALE, **stale))
    session.execute(update(Disposition).values(reason_html=STALE, **stale))
    session.expire(said)

    placed = carried.comments_on(session, made.document, second, viewer=officer)
    window = latest.answered_rounds(session, viewer=officer, size=1)[0]
    points = latest.answered_points(session, window, codes=["noted"])

    assert [each.html for each in placed] == ["<p>It <em>works</em>: a &lt; b.</p>"]
    assert [(each.said, each.done) for each in points] == [
        ("It works: a < b.", "We have noted this and thank you for it.")
    ]
