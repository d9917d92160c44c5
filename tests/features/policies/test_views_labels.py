"""The label of a version, contested and answered in a browser without scripts."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.factories.people import Town
from tests.factories.policies import (
    LABELLED_TEXT,
    answered,
    contest,
    labelled,
    next_version,
    position,
)
from tests.factories.rounds import a_policy, a_round

POLICY = "/policies/custody-registers"
LABEL = f"{POLICY}/contests/3"
REASON = "Who reads the register must now ask the court."


@dataclass
class Walk:
    app: Site

    def visitor(self, handle: str = "") -> Visitor:
        made = Visitor(self.app)
        return made.sign_in(handle) if handle else made


@pytest.fixture
def walk(app: Site, session: Session, town: Town) -> Walk:
    officer, holder = town.officer("officer"), town.actor("holder")
    town.crowd()
    made = a_policy(session, officer, title="Custody registers")
    next_version(session, officer, made.document, LABELLED_TEXT)
    a_round(session, officer, made)
    position(session, holder, made.document, version=2)
    answered(session, officer, made.document)
    changed = LABELLED_TEXT.replace("adviser", "advisor")
    next_version(session, officer, made.document, changed, change_class="editorial")
    session.commit()
    return Walk(app)


def test_a_label_is_contested_answered_and_both_are_shown_beside_it_for_ever(walk: Walk) -> None:
    holder, officer, guest = walk.visitor("holder"), walk.visitor("officer"), walk.visitor()
    assert f'href="{LABEL}"' in guest.get(f"{POLICY}/versions").get_data(as_text=True)
    assert "endorsed v2" in text_of(guest.get(f"{POLICY}/endorsements"))
    sent = holder.send(LABEL, body=REASON, attribution="named", passage="", lang="en")
    assert sent.status_code == 303
    assert REASON in text_of(guest.get(sent.location))
    assert REASON in text_of(guest.get(LABEL))
    for page in ("versions", "compare?from=2&to=3"):
        assert "contested by 1 person · not answered yet" in text_of(guest.get(f"{POLICY}/{page}"))
    assert "waiting to be confirmed" in text_of(guest.get(f"{POLICY}/endorsements"))
    assert "more than the wording" in text_of(officer.get("/account/notices"))

    words = "The court was always asked; now the sentence says so."
    done = officer.send(f"{LABEL}/answer", outcome="relabelled", reason=words)
    assert done.location == LABEL
    versions = text_of(guest.get(f"{POLICY}/versions"))
    assert "first labelled as wording only" in versions
    assert words in versions
    assert words in text_of(guest.get(LABEL))
    assert "more than the wording" not in text_of(officer.get("/account/notices"))


def test_what_stands_against_a_contest_comes_back_with_the_words(walk: Walk) -> None:
    holder = walk.visitor("holder")
    short = holder.send(LABEL, body="It is not", attribution="named", passage="", lang="en")
    assert short.status_code == 422
    assert "It is not" in short.get_data(as_text=True)
    far = holder.send(LABEL, body=REASON, attribution="named", passage="no-clause", lang="en")
    assert far.status_code == 422
    assert "no such clause" in text_of(far)


def test_who_withholds_a_name_is_warned_of_what_gives_it_away(walk: Walk) -> None:
    holder = walk.visitor("holder")
    fields = {
        "body": "In Sierra Leone the court must now be asked, on 3 March 2026.",
        "attribution": "role_and_region",
        "passage": "",
        "lang": "en",
        "giveaways_seen": "",
    }
    warned = holder.send(LABEL, **fields)
    assert warned.status_code == 422
    assert "give you away" in text_of(warned)
    sent = holder.send(LABEL, **fields | {"giveaways_seen": "seen"})
    assert sent.status_code == 303
    page = walk.visitor().get(LABEL).get_data(as_text=True)
    assert "Holder" not in page
    assert "waiting to be confirmed" not in text_of(walk.visitor().get(f"{POLICY}/endorsements"))


def test_outsiders_answer_nothing_and_other_versions_have_no_label(walk: Walk) -> None:
    holder, guest = walk.visitor("holder"), walk.visitor()
    assert holder.get(f"{LABEL}/answer").status_code == 403
    assert guest.get(f"{POLICY}/contests/2").status_code == 404
    assert guest.get(f"{POLICY}/contests/9").status_code == 404
    assert guest.client.post(LABEL, data={"body": REASON}).status_code == 401


def test_a_contest_can_be_reported_and_is_hidden_like_any_comment(
    app: Site, session: Session, town: Town
) -> None:
    officer = town.officer("officer")
    document = labelled(session, officer)
    said = contest(session, town.actor("holder"), document)
    town.actor("moderator", is_moderator=True)
    session.commit()
    moderator = Visitor(app).sign_in("moderator")
    hidden = moderator.send(f"/comments/{said.public_id}/hide", reason="abuse")
    assert hidden.status_code == 303
    guest = Visitor(app)
    assert REASON not in text_of(guest.get(LABEL))
    assert "contested by 1 person" in text_of(guest.get(f"{POLICY}/versions"))
    assert "not answered" not in text_of(guest.get(f"{POLICY}/versions"))
