"""What lies on the workbench: enough to answer by, in an order to work through."""

import re
from datetime import timedelta

from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.foundation import clock
from tests.browser_like import text_of
from tests.counting import statements
from tests.factories.rounds import START, a_comment, held
from tests.factories.walks import ANSWERS, COMMENTS, REASON, Walk


def said(walk: Walk, body: str, clause: int | None, hours: int = 1) -> str:
    with clock.at(START + timedelta(hours=hours)):
        by = walk.people["practitioner"]
        clause_id = walk.policy.clause_ids[clause] if clause is not None else ""
        row = a_comment(
            walk.session, by, held(walk.session, by, walk.policy), body, clause=clause_id
        )
        public_id = row.public_id
        walk.session.commit()
    return public_id


def test_comments_lie_there_clause_by_clause_and_then_by_time(opened: Walk) -> None:
    said(opened, "Third, on 1.2.", 2, hours=1)
    said(opened, "Second, on 1.1.", 1, hours=3)
    said(opened, "First, on 1.1.", 1, hours=2)
    said(opened, "On the whole.", None, hours=4)
    words = text_of(opened.visitor("officer").get(ANSWERS))
    order = ["On the whole.", "First, on 1.1.", "Second, on 1.1.", "Third, on 1.2."]
    assert sorted(order, key=words.index) == order


def test_the_order_holds_from_page_to_page(opened: Walk) -> None:
    for number in range(40):
        said(opened, f"Point {number:02} of clause.", 1 + number % 2, hours=40 - number)
    officer = opened.visitor("officer")
    first = officer.get(ANSWERS)
    later = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first.get_data(as_text=True))
    assert later is not None
    second = officer.get(later[1].replace("&amp;", "&"))
    found = [re.findall(r"Point (\d\d) of", text_of(page)) for page in (first, second)]
    assert [len(page) for page in found] == [22, 18]
    assert [int(each) for page in found for each in page] == [
        *range(38, -1, -2),
        *range(39, 0, -2),
    ]


def test_each_comment_brings_its_clause_and_what_was_tried(opened: Walk) -> None:
    clause = opened.policy.clause_ids[1]
    opened.visitor("practitioner").send(
        COMMENTS,
        form_at=f"{COMMENTS}?clause={clause}",
        body="We tried it.",
        kind="field_test",
        where="A northern district",
        result="Nobody came.",
    )
    words = text_of(opened.visitor("officer").get(ANSWERS))
    assert "What clause 1.1 says The station commander will not be moved" in words
    assert "Where A northern district" in words
    assert "What came of it Nobody came." in words


def test_all_that_are_shown_are_ticked_by_a_link(opened: Walk) -> None:
    for number in range(3):
        said(opened, f"Point {number}.", 1)
    officer = opened.visitor("officer")
    page = officer.get(ANSWERS).get_data(as_text=True)
    assert " checked>" not in page
    assert 'href="#answer"' in page
    link = re.search(r'href="([^"]*tick=all[^"]*)"', page)
    assert link is not None
    ticked = officer.get(link[1].replace("&amp;", "&")).get_data(as_text=True)
    assert ticked.count('name="comment"') == ticked.count(" checked>") == 3


def test_nothing_can_be_published_before_all_is_answered(opened: Walk) -> None:
    public_id = said(opened, "It fails here.", 1)
    with clock.at(START + timedelta(days=31)):
        officer = opened.visitor("officer")
        waiting = officer.get(ANSWERS).get_data(as_text=True)
        assert 'name="publish"' not in waiting
        assert f'href="{ANSWERS}?unanswered=1"' in waiting
        officer.send(ANSWERS, code="accepted", reason=REASON, comment=[public_id])
        assert 'name="publish"' in officer.get(ANSWERS).get_data(as_text=True)


def test_what_a_moderator_hid_waits_for_nobody(opened: Walk) -> None:
    public_id = said(opened, "You are a fool.", 1)
    moderator = opened.town.actor("moderator", is_moderator=True)
    located = threads.located(opened.session, viewer=moderator, public_id=public_id)
    moderation.hide(opened.session, actor=moderator, located=located, reason="abuse")
    opened.session.commit()
    officer = opened.visitor("officer")
    page = officer.get(ANSWERS)
    assert "needs no answer while its words can't be read" in text_of(page)
    assert "no answer yet" not in text_of(page)
    assert public_id not in officer.get(f"{ANSWERS}?unanswered=1").get_data(as_text=True)


def test_a_full_desk_costs_as_many_statements_as_a_small_one(opened: Walk) -> None:
    officer = opened.visitor("officer")

    def cost() -> int:
        with statements(opened.app.extensions["ssrwiki.database"]) as seen:
            officer.get(f"{ANSWERS}?kind=&{opened.count()}=")
        return len(seen)

    said(opened, "Point a.", 1)
    few = cost()
    for number in range(20):
        said(opened, f"Point {number}.", 1 + number % 2)
    assert cost() == few
