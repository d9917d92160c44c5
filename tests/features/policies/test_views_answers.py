"""Comments answered at the workbench and published together, in a browser without scripts."""

from datetime import timedelta

from sqlalchemy import select

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.foundation import clock
from tests.browser_like import Visitor, text_of
from tests.factories.rounds import START, a_comment, held
from tests.factories.walks import ANSWERS, COMMENTS, REASON, ROUND, Walk


def test_two_officers_at_one_comment_get_both_texts(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    address = f"{visitor.send(COMMENTS, body='It fails here.').location}/disposition"
    officer, colleague = opened.visitor("officer"), opened.visitor("colleague")
    theirs = colleague.hidden_fields(address)
    first = officer.send(address, code="accepted", reason=REASON)
    assert first.status_code == 303
    second = colleague.client.post(
        address, data={**theirs, "code": "noted", "reason": "Noted, and nothing will change here."}
    )
    assert second.status_code == 409
    page = second.get_data(as_text=True)
    assert REASON in page
    assert "nothing will change here" in page


def test_an_officer_redrafts_an_answer_with_plain_fields_and_a_colleague_meets_it(
    opened: Walk,
) -> None:
    address = f"{opened.visitor('practitioner').send(COMMENTS, body='It fails.').location}"
    officer, colleague = opened.visitor("officer"), opened.visitor("colleague")

    def answer(by_handle: Visitor, reason: str) -> int:
        hidden = by_handle.hidden_fields(f"{address}/disposition")
        sent = {"csrf_token": hidden["csrf_token"], "code": "noted", "reason": reason}
        return by_handle.client.post(f"{address}/disposition", data=sent).status_code

    assert answer(officer, REASON) == 303
    assert answer(officer, "We looked again: it can wait for a year.") == 303
    assert answer(colleague, "Too short.") == 422
    assert answer(colleague, "Nothing will change about this here.") == 409
    assert "it can wait for a year" in text_of(officer.get(f"{address}/disposition"))


def test_a_disposition_without_reason_comes_back(opened: Walk) -> None:
    visitor = opened.visitor("practitioner")
    address = f"{visitor.send(COMMENTS, body='It fails here.').location}/disposition"
    refused = opened.visitor("officer").send(address, code="not_accepted", reason="")
    assert refused.status_code == 422
    assert "at least 20 characters" in text_of(refused)
    assert visitor.get(address).status_code == 403


def test_several_comments_are_ticked_and_answered_at_once(opened: Walk) -> None:
    visitor, officer = opened.visitor("practitioner"), opened.visitor("officer")
    ids = [visitor.send(COMMENTS, body=f"Point {n}.").location.rpartition("/")[2] for n in range(3)]
    assert "3 comments of 3 have no answer yet" in text_of(officer.get(ANSWERS))
    refused = officer.send(ANSWERS, code="accepted", reason=REASON)
    assert refused.status_code == 422
    assert "Tick at least one comment" in text_of(refused)
    done = officer.send(ANSWERS, code="accepted", reason=REASON, comment=ids[:2])
    assert done.status_code == 303
    assert "1 comment of 3 has no answer yet" in text_of(officer.get(ANSWERS))
    read = officer.send(ANSWERS, read="1", comment=ids[2:])
    assert read.status_code == 303
    assert "read by Policy Unit" in text_of(visitor.get(f"{COMMENTS}/{ids[2]}"))


def test_answers_are_published_together_and_only_when_none_is_missing(opened: Walk) -> None:
    visitor, officer = opened.visitor("practitioner"), opened.visitor("officer")
    first = visitor.send(COMMENTS, body="It fails here.").location.rpartition("/")[2]
    second = visitor.send(COMMENTS, body="It works there.").location.rpartition("/")[2]
    officer.send(ANSWERS, code="accepted", reason=REASON, comment=[first])
    assert REASON not in text_of(visitor.get(f"{COMMENTS}/{first}"))
    with clock.at(START + timedelta(days=31)):
        visitor, officer = opened.visitor("practitioner"), opened.visitor("officer")
        refused = officer.send(ANSWERS, publish="1")
        assert refused.status_code == 422
        assert "1 comment has no answer yet" in text_of(refused)
        assert officer.send(ANSWERS, confirm="1").status_code == 422
        assert visitor.get(f"{ROUND}/response").status_code == 404
        officer.send(ANSWERS, code="noted", reason="Good to hear, thank you.", comment=[second])
        shown = officer.send(ANSWERS, publish="1")
        assert shown.status_code == 200
        assert "What will happen" in text_of(shown)
        done = officer.send(ANSWERS, confirm="1", text="We learned a lot.")
        assert (done.status_code, done.location) == (303, f"{ROUND}/response")
        response = text_of(opened.visitor().get(f"{ROUND}/response"))
    for words in ("We learned a lot.", "It fails here.", REASON, "It works there.", "Noted"):
        assert words in response


def test_the_unit_sorts_comments_and_says_so(opened: Walk) -> None:
    for number in range(2):
        a_comment(
            opened.session,
            opened.people["practitioner"],
            held(opened.session, opened.people["practitioner"], opened.policy),
            f"Wording {number}.",
        )
    opened.session.commit()
    ids = opened.session.scalars(select(Comment.public_id).order_by(Comment.id)).all()
    opened.session.rollback()
    officer = opened.visitor("officer")

    done = officer.send(ANSWERS, sort="1", comment=ids[:1], sorted_kind="editorial")

    assert done.status_code == 303
    for address in (COMMENTS, f"{COMMENTS}/{ids[0]}"):
        assert "Observation · sorted as “Wording” by the unit" in text_of(
            opened.visitor().get(address)
        )
    narrowed = text_of(opened.visitor().get(f"{COMMENTS}?kind=editorial"))
    assert "Wording 0." in narrowed
    assert "Wording 1." not in narrowed
    assert "Wording 0." not in text_of(opened.visitor().get(f"{COMMENTS}?kind=observation"))
    refused = officer.send(ANSWERS, sort="1", sorted_kind="editorial")
    assert refused.status_code == 422
    assert "Tick at least one comment" in text_of(refused)
