import re

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.counting import statements, unkept
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, printed, version_of
from tests.factories.rounds import MadePolicy, a_comment, a_policy, a_round

KEPT = "The station commander will not be moved for twelve months."
SECOND = f"""## Before support begins

Donors agree among themselves on one list of stations before any of them begins.

{KEPT}
"""
PAGE = "/policies/community-policing"
STATUS = re.compile(r'<p class="status-line">(.*?)</p>', re.DOTALL)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    made = a_policy(session, officer)
    session.commit()
    return made


@pytest.fixture
def guest(app: Site) -> Visitor:
    return Visitor(app)


def commented(session: Session, town: Town, officer: Actor, policy: MadePolicy) -> None:
    """A round with comments on both clauses, its answers, and version 2."""
    held = a_round(session, officer, policy)
    author = town.actor("author")
    a_comment(session, author, held, "Who signs it?", clause=policy.clause_ids[1])
    a_comment(session, author, held, "Bus fare?", clause=policy.clause_ids[2])
    a_comment(session, author, held, "Too long on the whole.")
    session.flush()
    answered(session, officer, policy.document)
    next_version(session, officer, policy.document, SECOND)
    session.commit()


def test_a_guest_reads_the_clauses_with_their_numbers(guest: Visitor, policy: MadePolicy) -> None:
    page = guest.get(PAGE)

    assert page.status_code == 200
    words = text_of(page)
    assert "Version 1 · , working draft" in words
    assert "1.1 The station commander will not be moved" in words
    assert "How it works in the field A district adviser uses this text" in words
    assert f'href="{PAGE}/v1"' in page.get_data(as_text=True)


def test_while_a_round_is_open_each_clause_can_be_commented_on(
    session: Session, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    a_round(session, officer, policy)
    session.commit()

    page = guest.get(PAGE).get_data(as_text=True)
    status = " ".join(re.sub(r"<[^>]+>", "", STATUS.findall(page)[0]).split())
    assert re.fullmatch(
        r"Version 1 · , open for comment until \w+ \d+ \w+ \d{4}, \d\d:\d\d UTC \(29 days left\)"
        r" · , lead: Policy Unit",
        status,
    ), status
    assert page.count("days left") == 1
    clause_id = policy.clause_ids[1]
    assert f"{PAGE}/rounds/1/comments?clause={clause_id}#form" in page
    assert "Comment on 1.1" in page
    assert "Comment on this draft" in page


def test_an_older_version_says_so_and_links_to_the_newest(
    session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)

    words = text_of(guest.get(f"{PAGE}/v1"))
    assert "This is version 1, an older text." in words
    assert "Read version 2, which stands now" in words
    assert "older text" not in text_of(guest.get(f"{PAGE}/v2"))


def test_earlier_comments_stand_beside_their_clause_or_at_its_tombstone(
    session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)

    words = text_of(guest.get(PAGE))
    assert "1 comment from an earlier version" in words
    assert "Comments on words that are no longer in the text" not in words
    text, whole = words.split("Comments on the whole of earlier versions")
    assert "Too long on the whole." in whole
    beside, tombstone = text.split("Clause 1.2 of the version before was deleted here.")
    assert "Who signs it?" in beside
    assert "Forum members receive no salary and no sitting fee." in tombstone
    assert "Bus fare?" in tombstone


def test_what_was_said_of_an_earlier_version_shows_what_came_of_it(
    session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)

    for place in text_of(guest.get(PAGE)).split("Noted We have noted this and thank you")[:-1]:
        assert place.rstrip().endswith("Read it whole")
    assert text_of(guest.get(PAGE)).count("Noted We have noted this and thank you") == 3
    assert "Noted We have noted" not in text_of(guest.get(f"{PAGE}/v1"))


def test_a_version_that_is_not_there_is_not_found(guest: Visitor, policy: MadePolicy) -> None:
    assert guest.get(f"{PAGE}/v2").status_code == 404


def test_the_working_text_exists_for_the_owning_units_only(
    app: Site, session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    town.officer("stranger", organisation="others")
    session.commit()
    outsider, insider = Visitor(app).sign_in("stranger"), Visitor(app).sign_in("officer")

    for path in (
        "/edit",
        "/history",
        "/revisions/1",
        "/publish",
        "/state",
        "/compare?of=revisions",
    ):
        assert outsider.get(PAGE + path).status_code == 404, path
        assert guest.get(PAGE + path).status_code in {303, 404}, path
        assert insider.get(PAGE + path).status_code in {200, 404} if "compare" in path else 200


def test_two_versions_are_compared_clause_by_clause(
    session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)

    page = guest.get(f"{PAGE}/compare?from=1&to=2")
    assert page.status_code == 200
    assert "<ins" in page.get_data(as_text=True)
    only = text_of(guest.get(f"{PAGE}/compare?from=1&to=2&show=changes"))
    assert KEPT not in only
    assert "Donors agree among themselves" in only
    assert guest.get(f"{PAGE}/compare?from=1&to=2&show=source").status_code == 200
    assert guest.get(f"{PAGE}/compare?from=0&to=2").status_code == 404


@pytest.mark.parametrize(
    ("show", "offered"),
    [
        ("", {"Show only changes", "Show source"}),
        ("&show=changes", {"Show the whole text", "Show source"}),
        ("&show=source", {"Show the text as it is read"}),
    ],
)
def test_a_comparison_stands_among_the_views_of_its_policy_and_offers_its_other_forms(
    session: Session,
    town: Town,
    officer: Actor,
    guest: Visitor,
    policy: MadePolicy,
    show: str,
    offered: set[str],
) -> None:
    commented(session, town, officer, policy)

    page = guest.get(f"{PAGE}/compare?from=1&to=2{show}").get_data(as_text=True)

    assert re.search(r'href="/policies/community-policing/versions" aria-current="page"', page)
    assert set(re.findall(r">(Show [^<]+)<", page)) == offered


def test_the_list_of_versions_shows_how_the_policy_moved(
    session: Session, town: Town, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)

    words = text_of(guest.get(f"{PAGE}/versions"))
    assert "Version 2" in words
    assert "from working draft to open for comment" in words


def test_an_author_puts_a_comment_in_its_place_by_a_form(
    app: Site, session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    commented(session, town, officer, policy)
    author = Visitor(app).sign_in("author")
    page = author.get(PAGE).get_data(as_text=True)
    address = page.split(f'href="{PAGE}/v2/place/')[1].split('"')[0]
    target = printed(session, version_of(session, policy.document, 2))[1].clause_id
    session.rollback()

    done = author.send(f"{PAGE}/v2/place/{address}", clause=target)

    assert done.status_code == 303
    assert "Put here by hand." in text_of(author.get(PAGE))


def test_a_long_text_is_served_section_by_section(
    session: Session, officer: Actor, guest: Visitor, policy: MadePolicy
) -> None:
    body = "\n\n".join(
        f"## Part {part}\n\n" + "\n\n".join(f"Rule {part}-{rule}." for rule in range(15))
        for part in range(1, 6)
    )
    next_version(session, officer, policy.document, body)
    session.commit()

    first = text_of(guest.get(PAGE))
    assert "Rule 1-3." in first
    assert "Rule 2-3." not in first
    assert first.index("Section 1 of 5") < first.index("Rule 1-3.")
    assert first.count("Section 1 of 5") == 2
    assert "Rule 2-3." in text_of(guest.get(f"{PAGE}?section=2"))
    assert "Rule 5-3." in text_of(guest.get(f"{PAGE}?section=all"))
    assert guest.get(f"{PAGE}?section=9").status_code == 404


def test_a_page_takes_a_constant_and_small_number_of_statements(
    app: Site,
    session: Session,
    town: Town,
    officer: Actor,
    database: Database,
    policy: MadePolicy,
) -> None:
    commented(session, town, officer, policy)
    guest, member = Visitor(app), Visitor(app).sign_in("author")
    member.get(PAGE)

    with statements(database) as for_guest:
        guest.get(f"{PAGE}/v2")
    with statements(database) as for_member:
        member.get(unkept(PAGE))

    assert len(for_guest) <= 12, for_guest
    assert len(for_member) <= 16, for_member
