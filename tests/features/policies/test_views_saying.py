"""The way to say something about a clause, for guests and with a quote, without scripts."""

import re
from urllib.parse import quote

from sqlalchemy import select

from ssrwiki.commons.discussion.models import Comment
from tests.browser_like import text_of
from tests.factories.people import PASSWORD
from tests.factories.policies import answered
from tests.factories.walks import COMMENTS, Walk

QUOTE = "not be moved for twelve months"


def quoting(walk: Walk) -> str:
    return f"{COMMENTS}?clause={walk.policy.clause_ids[1]}&quote={quote(QUOTE)}"


def test_a_guest_sees_the_clause_and_no_filters_over_nothing(opened: Walk) -> None:
    page = opened.visitor().get(f"{COMMENTS}?clause={opened.policy.clause_ids[1]}")
    words = text_of(page)
    assert "The station commander will not be moved for twelve months." in words
    assert "Nobody has commented yet" in words
    assert "Nothing like this has been said here." not in words
    assert 'id="kind-filter"' not in page.get_data(as_text=True)
    assert "Nothing like this" in text_of(opened.visitor().get(f"{COMMENTS}?kind=question"))


def test_after_signing_in_the_form_with_its_quote_comes_first(opened: Walk) -> None:
    author = opened.visitor("practitioner")
    author.send(COMMENTS, body="Said before.", clause=opened.policy.clause_ids[1])
    page = opened.visitor().get(quoting(opened)).get_data(as_text=True)
    link = re.search(r'href="(/account/sign-in\?next=[^"]*say[^"]*)"', page)
    assert link is not None
    guest = opened.visitor()
    email = f"{opened.people['practitioner'].handle}@example.org"
    done = guest.send(link[1].replace("&amp;", "&"), email=email, password=PASSWORD)
    landed = text_of(guest.get(done.location))
    assert f"About these words: {QUOTE}" in landed
    assert landed.index("What do you want to say?") < landed.index("Said before.")


def test_the_quote_is_in_view_and_can_be_dropped(opened: Walk) -> None:
    author, clause = opened.visitor("practitioner"), opened.policy.clause_ids[1]
    page = author.get(quoting(opened))
    assert f"About these words: {QUOTE}" in text_of(page)
    assert re.search(r'type="checkbox"[^>]*name="quote"[^>]* checked', page.get_data(as_text=True))
    author.send(COMMENTS, body="Without it.", clause=clause)
    author.send(COMMENTS, body="With it.", clause=clause, quote=QUOTE)
    rows = opened.session.execute(select(Comment.body, Comment.quote)).all()
    assert {row.body: row.quote for row in rows} == {"Without it.": "", "With it.": QUOTE}


def test_who_has_commented_reads_by_when_the_office_answers_and_finds_back(opened: Walk) -> None:
    author, clause = opened.visitor("practitioner"), opened.policy.clause_ids[1]
    sent = author.send(COMMENTS, body="He is moved by telephone.", clause=clause)
    page = author.get(sent.location)
    assert "The office answers by Wed 24 Jun 2026" in text_of(page)
    assert "Back to clause 1.1" in text_of(page)
    assert f"/v1?clause={clause}#c-{clause}" in page.get_data(as_text=True)
    answered(opened.session, opened.people["officer"], opened.policy.document)
    opened.session.commit()
    assert "The office answers by" not in text_of(author.get(sent.location))
