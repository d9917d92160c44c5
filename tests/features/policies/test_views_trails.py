"""How far a comment has come, as its page says it."""

import pytest

from tests.browser_like import text_of
from tests.factories.policies import answered, next_version
from tests.factories.rounds import BODY
from tests.factories.walks import ANSWERS, COMMENTS, REASON, Walk


@pytest.mark.parametrize(
    ("code", "step", "foot"),
    [
        ("accepted", "in version 2 at 1.1", "in version 2 at 1.1"),
        ("answered", "", "about clause 1.1 of version 2"),
        ("noted", "", "about clause 1.1 of version 2"),
    ],
)
def test_only_what_was_accepted_is_said_to_be_in_the_text(
    opened: Walk, code: str, step: str, foot: str
) -> None:
    author, officer = opened.visitor("practitioner"), opened.visitor("officer")
    clause = opened.policy.clause_ids[1]
    form_at = f"{COMMENTS}?clause={clause}"
    sent = author.send(COMMENTS, form_at=form_at, body="He is moved by telephone.")
    public_id = sent.location.rpartition("/")[2]
    given = {"code": code, "reason": REASON, "target_version": "2"}
    assert officer.send(ANSWERS, comment=[public_id], **given).status_code == 303
    document, lead = opened.policy.document, opened.people["officer"]
    answered(opened.session, lead, document, are_drafted=True)
    next_version(opened.session, lead, document, BODY.replace("twelve", "fifteen"))
    opened.session.commit()

    for address in (sent.location, COMMENTS.replace("comments", "response")):
        assert foot in text_of(opened.visitor().get(address))
    trail = opened.visitor().get(sent.location).get_data(as_text=True)
    trail = trail[trail.index("receipt-trail") :].partition("</ol>")[0]
    assert ("in version 2 at 1.1" in trail) is bool(step)


def test_each_comment_of_the_list_links_to_its_own_page(opened: Walk) -> None:
    sent = opened.visitor("practitioner").send(COMMENTS, body="He is moved by telephone.")
    listed = opened.visitor().get(COMMENTS).get_data(as_text=True)
    assert f'<a class="comment-when" href="{sent.location}">' in listed
