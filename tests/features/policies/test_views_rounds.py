"""A round from its opening to its close, as people walk it in a browser without scripts."""

from datetime import timedelta

import pytest

from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from tests.browser_like import text_of
from tests.counting import statements
from tests.factories.rounds import START, a_comment, held
from tests.factories.walks import ANSWERS, COMMENTS, REASON, ROUND, Walk


def test_an_officer_sees_what_will_happen_before_a_round_opens(walk: Walk) -> None:
    officer = walk.visitor("officer")
    address = "/policies/community-policing/rounds/new"
    assert "2026-04-01T17:00" in officer.get(address).get_data(as_text=True)
    shown = officer.send(address, closes_at="2026-04-01T17:00", zone="Europe/London")
    assert shown.status_code == 200
    assert "takes comments for" in text_of(shown)
    fields = {"closes_at": "2026-04-01T17:00", "zone": "Europe/London", "confirm": "1"}
    done = officer.send(address, **fields)
    assert (done.status_code, done.location) == (303, ROUND)
    assert "open for comment" in text_of(walk.visitor().get(ROUND))


def test_a_window_that_is_too_short_comes_back_with_its_reason(walk: Walk) -> None:
    officer = walk.visitor("officer")
    for more in ({}, {"confirm": "1"}):
        refused = officer.send(
            "/policies/community-policing/rounds/new",
            closes_at="2026-03-10T17:00",
            zone="UTC",
            question="Which clause would fail?",
            **more,
        )
        assert refused.status_code == 422
        assert "at least 28 days" in text_of(refused)
        assert "Which clause would fail?" in refused.get_data(as_text=True)


def test_notices_of_several_acts_stand_in_one_fold_and_say_you_to_who_acted(walk: Walk) -> None:
    officer = walk.visitor("officer")
    address = "/policies/community-policing/rounds/new"
    fields = {"closes_at": "2026-04-01T17:00", "zone": "Europe/London", "confirm": "1"}
    assert officer.send(address, **fields).status_code == 303
    more = {"closes_at": "2026-04-08T17:00", "reason": "A holiday.", "confirm": "1"}
    assert officer.send(f"{ROUND}/extend", **more).status_code == 303

    page = officer.get(ROUND)

    folded = (
        page.get_data(as_text=True).split('<details class="waiting">')[1].split("</details>")[0]
    )
    assert folded.count('action="/policies/community-policing/notices/') == 3
    words = text_of(page)
    assert "Notices of 3 acts leave by" in words
    assert words.index("You gave more time to comment.") < words.index("You opened it for comment.")


def test_others_are_not_offered_a_round_to_open(walk: Walk) -> None:
    address = "/policies/community-policing/rounds/new"
    assert walk.visitor("practitioner").get(address).status_code == 403
    assert walk.visitor().get(address).status_code == 303


def test_a_practitioner_comments_on_a_clause(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    clause = opened.policy.clause_ids[1]
    form = visitor.get(f"{COMMENTS}?clause={clause}")
    assert "The station commander will not be moved" in text_of(form)
    assert "a court could find out" in text_of(form)
    sent = visitor.send(
        COMMENTS, form_at=f"{COMMENTS}?clause={clause}", body="He is moved by telephone."
    )
    assert sent.status_code == 303
    page = opened.visitor().get(sent.location)
    assert "He is moved by telephone." in text_of(page)
    assert f"?clause={clause}#c-{clause}" in page.get_data(as_text=True)
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"


def test_a_double_click_makes_one_comment_and_leads_to_the_same_place(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    fields = {**visitor.hidden_fields(COMMENTS), "body": "He is moved by telephone."}
    first = visitor.client.post(COMMENTS, data=fields)
    second = visitor.client.post(COMMENTS, data=fields)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert opened.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": " "}, "Write what you want to say"),
        ({"body": "x" * 60_000}, "50 kB at most"),
        ({"body": "Fine.", "kind": "applause"}, "Choose what your comment is"),
        ({"body": "Fine.", "attribution": "sealed"}, "Choose how your name is shown"),
        ({"body": "Fine.", "clause": "abcdefghjkmn"}, "no such clause"),
    ],
)
def test_a_wrong_comment_comes_back_whole(opened: Walk, fields: dict[str, str], words: str) -> None:
    refused = opened.visitor("practitioner").send(COMMENTS, **fields)
    assert refused.status_code == 422
    assert words in text_of(refused)
    assert fields["body"].strip() in refused.get_data(as_text=True)
    assert opened.count() == 0


def test_a_megabyte_is_refused_kindly(opened: Walk) -> None:
    refused = opened.visitor("practitioner").send(COMMENTS, body="x" * 1_000_000)
    assert refused.status_code == 422
    assert "too long" in text_of(refused)


def test_a_comment_after_the_closing_instant_keeps_its_text(opened: Walk) -> None:
    closes = START + timedelta(days=30)
    with clock.at(closes - timedelta(minutes=1)):
        visitor = opened.visitor("practitioner")
        fields = {**visitor.hidden_fields(COMMENTS), "body": "A minute too late."}
    with clock.at(closes):
        late = visitor.client.post(COMMENTS, data=fields)
        assert late.status_code == 422
        assert "came too late" in text_of(late)
        assert "A minute too late." in late.get_data(as_text=True)
        assert "takes no comments any more" in text_of(visitor.get(COMMENTS))
    assert opened.count() == 0


def test_what_may_give_an_author_away_is_shown_once_and_never_blocks(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    fields = {
        "body": "We met in Sierra Leone on 3 May 2025.",
        "attribution": "role_and_region",
    }
    warned = visitor.send(COMMENTS, **fields)
    assert warned.status_code == 422
    assert "Your words may give you away" in text_of(warned)
    assert "Sierra Leone" in text_of(warned)
    assert opened.count() == 0
    again = visitor.send(COMMENTS, giveaways_seen="seen", **fields)
    assert again.status_code == 303


def test_a_script_that_sends_the_bare_fields_is_not_held_up(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    hidden = visitor.hidden_fields(COMMENTS)
    done = visitor.client.post(
        COMMENTS,
        data={
            "csrf_token": hidden["csrf_token"],
            "once": hidden["once"],
            "body": "We met in Sierra Leone on 3 May 2025.",
            "attribution": "role_and_region",
        },
    )
    assert done.status_code == 303


def test_a_withheld_author_is_named_to_nobody(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    sent = visitor.send(COMMENTS, body="It fails here.", attribution="role_and_region")
    officer = opened.visitor("officer")
    hidden = officer.hidden_fields(f"{sent.location}/disposition")
    officer.client.post(
        f"{sent.location}/disposition", data={**hidden, "code": "accepted", "reason": REASON}
    )
    with clock.at(START + timedelta(days=31)):
        officer = opened.visitor("officer")
        officer.send(ANSWERS, confirm="1", text="Thank you.")
        for reader in (opened.visitor(), officer):
            for address in (sent.location, COMMENTS, ROUND, f"{ROUND}/response", ANSWERS):
                page = reader.get(address).get_data(as_text=True)
                assert "practitioner@" not in page
                assert "Practitioner" not in page.replace("Practitioner (", "").replace(
                    "Practitioner</bdi>", ""
                )
                assert "/directory/people/practitioner" not in page
        shown = opened.visitor().get(sent.location).get_data(as_text=True)
    assert 'datetime="2026-03-02"' in shown
    assert "2026-03-02T" not in shown


def test_closing_early_takes_a_reason_and_says_so_for_ever(opened: Walk) -> None:
    with clock.at(START + timedelta(days=20)):
        officer = opened.visitor("officer")
        refused = officer.send(f"{ROUND}/close", reason="")
        assert refused.status_code == 422
        reason = "The ministry needs the text before the session."
        shown = officer.send(f"{ROUND}/close", reason=reason)
        assert shown.status_code == 200
        assert "10 days early" in text_of(shown)
        assert officer.send(f"{ROUND}/close", reason=reason, confirm="1").status_code == 303
        page = text_of(opened.visitor().get(ROUND))
    assert "Closed 10 days early" in page
    assert "Officer" in page
    assert reason in page


def test_extending_and_cancelling_show_what_follows_first(opened: Walk) -> None:
    officer = opened.visitor("officer")
    fields = {
        "closes_at": "2026-04-20T17:00",
        "zone": "UTC",
        "reason": "Two missions asked for it.",
    }
    assert "are taken until" in text_of(officer.send(f"{ROUND}/extend", **fields))
    assert officer.send(f"{ROUND}/extend", confirm="1", **fields).status_code == 303
    assert "Extended by" in text_of(officer.get(ROUND))
    reason = "The wrong version was published."
    assert "without a response" in text_of(officer.send(f"{ROUND}/cancel", reason=reason))
    assert officer.send(f"{ROUND}/cancel", reason=reason, confirm="1").status_code == 303
    assert "cancelled" in text_of(officer.get(ROUND))


def test_cancelling_a_round_with_comments_leads_to_closing_it(opened: Walk) -> None:
    opened.visitor("practitioner").send(COMMENTS, body="The register is kept by the court.")
    officer = opened.visitor("officer")
    page = officer.get(f"{ROUND}/cancel").get_data(as_text=True)
    assert f'href="{ROUND}/close"' in page
    assert "<textarea" not in page
    assert f"{ROUND}/cancel" not in officer.get(ROUND).get_data(as_text=True)
    first = officer.hidden_fields(f"{ROUND}/close")
    sent = officer.client.post(
        f"{ROUND}/cancel", data=first | {"reason": "We know enough now.", "confirm": "1"}
    )
    assert sent.status_code == 422
    assert "owed an answer" in text_of(sent)
    assert "open for comment" in text_of(officer.get(ROUND))


def test_a_round_says_that_its_answers_are_being_written_and_until_when(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    comment = visitor.send(COMMENTS, body="The register is kept by the court.").location
    officer = opened.visitor("officer")
    closed = {"reason": "We know enough by now.", "confirm": "1"}
    assert officer.send(f"{ROUND}/close", **closed).status_code == 303
    guest = opened.visitor()
    assert "comments being weighed" in text_of(guest.get(ROUND))
    assert "answers due by" in text_of(guest.get("/policies/"))
    answer = {"code": "accepted", "reason": "You are right, we name it now."}
    assert officer.send(f"{comment}/disposition", **answer).status_code == 303
    assert "answers being written" in text_of(guest.get(ROUND))
    for address in ("/policies/", opened.policy.document.address):
        assert "answers being written, due by" in text_of(guest.get(address)), address
    assert "answers being written" in text_of(guest.get("/policies/community-policing/versions"))


@pytest.mark.parametrize("address", [COMMENTS, ANSWERS])
def test_lists_take_as_many_statements_for_thirty_as_for_three(
    opened: Walk, database: Database, address: str
) -> None:
    officer = opened.visitor("officer")
    made = held(opened.session, opened.people["officer"], opened.policy)

    def talk(count: int) -> None:
        for number in range(count):
            a_comment(
                opened.session,
                opened.people["practitioner"],
                made,
                f"Point {number} of {count}.",
                clause=opened.policy.clause_ids[number % 3],
            )
        opened.session.commit()

    def cost() -> int:
        with statements(database) as seen:
            assert officer.get(address).status_code == 200
        return len(seen)

    talk(3)
    few = cost()
    talk(30)
    assert cost() == few


def test_how_many_comments_moderators_have_hidden_is_public(opened: Walk) -> None:
    officer, practitioner = opened.people["officer"], opened.people["practitioner"]
    comment = a_comment(
        opened.session,
        practitioner,
        held(opened.session, officer, opened.policy),
        "He lives in Bo.",
    )
    opened.session.flush()
    assert "Moderators have hidden" not in text_of(opened.visitor().get(COMMENTS))
    moderator = opened.town.actor(is_moderator=True, organisation="secretariat")
    located = threads.located(opened.session, viewer=moderator, public_id=comment.public_id)
    moderation.hide(opened.session, actor=moderator, located=located, reason="safety")
    opened.session.commit()
    assert "Moderators have hidden 1 comment here." in text_of(opened.visitor().get(COMMENTS))
