"""Documents that outsiders must not know of: one of each audience, hidden, and unpublished."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, Person, ReaderGroup
from ssrwiki.commons.people.rules import Actor
from tests.conformance.plot import a_draft
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.rounds import a_comment, a_policy, a_round

WORD = "Quennevaux"
"""In each title of a secret; a public page links to these titles."""
INNER_WORD = "Zarbolite"
"""In the text of each secret and in what is said of it, and nowhere else."""
INSIDER = "policy"
OUTSIDERS = ("guest", "learner", "policy3", "moderator")
"""Who isn't of the owning unit: by the address they sign in with."""
THEMES, PLACES = ("local-ownership",), ("SL",)


@dataclass(frozen=True, slots=True)
class Secret:
    """A document with something said about it, and for whom it doesn't exist."""

    name: str
    section: str
    slug: str
    comment: str
    outsiders: tuple[str, ...] = OUTSIDERS


def lay_out(session: Session) -> tuple[Secret, ...]:
    """All the secrets, each with a comment on it."""
    officer = seeded(session, f"{INSIDER}@example.org")
    unit, hidden, members = (
        _page(session, officer, audience) for audience in ("unit", "public", "members")
    )
    group = _page(session, officer, "unit", f"{WORD} group")
    _give_to_a_group(session, group, officer)
    comments = {each: _remark(session, officer, each) for each in (unit, group, hidden, members)}
    hiding.hide(
        session,
        actor=seeded(session, "moderator@example.org"),
        document=hidden,
        reason="safety",
        address=f"/moderation/appeal/{hidden.public_id}",
    )
    draft = a_draft(session, officer, f"{WORD} draft", f"## {INNER_WORD}\n\nUnknown.")
    policy = a_policy(session, officer, title=f"{WORD} policy", audience="unit")
    said = a_comment(session, officer, a_round(session, officer, policy), f"{INNER_WORD} again.")
    session.flush()
    return (
        Secret("unit page", "pages", unit.slug, comments[unit]),
        Secret("group page", "pages", group.slug, comments[group]),
        Secret("hidden page", "pages", hidden.slug, comments[hidden], OUTSIDERS[:-1]),
        Secret("members' page", "pages", members.slug, comments[members], ("guest",)),
        Secret("unpublished policy", "policies", draft.slug, "aaaaaaaaaaaa"),
        Secret("unit policy", "policies", policy.slug, said.public_id),
    )


def _page(session: Session, officer: Actor, audience: str, title: str = "") -> Document:
    word = "nothing" if audience == "members" else INNER_WORD
    return a_page(
        session,
        officer,
        title=title or f"{WORD} {audience}",
        body=f"About {word}. See [[local-ownership]].",
        audience=audience,
        themes=THEMES,
        places=PLACES,
    ).document


def _remark(session: Session, officer: Actor, document: Document) -> str:
    return a_remark(session, officer, document, "What is meant here?").public_id


def _give_to_a_group(session: Session, document: Document, reader: Actor) -> None:
    group = ReaderGroup(slug="inner-circle", name="Inner circle")
    session.add(group)
    session.flush()
    session.add(GroupMember(group_id=group.id, person_id=reader.id))
    document.audience, document.group_id = "group", group.id


def seeded(session: Session, email: str) -> Actor:
    return people.actor(
        session, session.scalars(select(Person.id).where(Person.email == email)).one()
    )
