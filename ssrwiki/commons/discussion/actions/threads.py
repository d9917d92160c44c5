"""Opening the places where comments gather."""

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.discussion.rules import PAGE
from ssrwiki.commons.documents.models import Document


def open_thread(
    session: Session,
    *,
    document: Document,
    purpose: str,
    number: int,
    audience: str | None = None,
) -> Thread:
    """A thread for the feature that holds it; its holder has checked who may open one.

    `audience` is that of the text it is about, if that has one of its own.
    """
    thread = Thread(
        document_id=document.id,
        purpose=purpose,
        number=number,
        comment_count=0,
        audience=audience,
    )
    session.add(thread)
    session.flush()  # the holder's row needs the thread's id
    return thread


def page_thread(session: Session, *, document: Document) -> Thread:
    """Where a document is discussed now, among its present readers; opened by the first comment.

    What was said among others stays with them, in the thread of that time.
    """
    held = threads.page_threads(session, document)
    now = next((each for each in held if each.audience == document.audience), None)
    return now or open_thread(
        session,
        document=document,
        purpose=PAGE,
        number=len(held) + 1,
        audience=document.audience,
    )
