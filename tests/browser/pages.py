"""Every kind of page, by the reader it is for.

`{comment}` and such in an address stand for public ids of the demo, which differ each time.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.models.rounds import Round

GUEST = ""
ADVISER = "police-adviser-freetown"
OFFICER = "policy-lead-justice"
OTHER_OFFICER = "policy-lead-defence"
MODERATOR = "community-moderator"
HOLDER_OF_A_STALE_POSITION = "police-adviser-goma"

OPEN = "/policies/support-to-community-policing"
ANSWERED = "/policies/vetting-and-recruitment"
DRAFT = "/policies/handover-and-memory"
CLOSED = "/policies/ddr-and-reform-at-the-seam"
IN_FORCE = "/policies/joint-assessment"

PUBLIC = (
    "/",
    "/policies/",
    OPEN,
    f"{OPEN}/endorsements",
    f"{OPEN}/versions",
    f"{OPEN}/rounds/1",
    f"{OPEN}/rounds/1/comments",
    f"{OPEN}/rounds/1/comments/{{comment}}",
    ANSWERED,
    f"{ANSWERED}/v1",
    f"{ANSWERED}/v2/carried?clause={{carried_to}}",
    f"{ANSWERED}/compare?from=1&to=2",
    f"{ANSWERED}/compare?from=1&to=2&show=source",
    f"{ANSWERED}/rounds/1/response",
    IN_FORCE,
    "/pages/",
    "/pages/vetting",
    "/pages/vetting/history",
    "/pages/vetting/revisions/1",
    "/pages/vetting/compare?from=1&to=3",
    "/pages/vetting/links",
    "/pages/vetting/discussion",
    "/search",
    "/search?q=police+station",
    "/search?q=polise",
    "/search?q=zzzzzz",
    "/topics/",
    "/topics/police-reform",
    "/recent-changes",
    "/directory/",
    f"/directory/people/{ADVISER}",
    "/directory/organisations/justice-and-security-policy-unit",
    "/account/sign-in",
    "/account/join",
    "/account/join/sent",
    "/account/reset",
    "/-/components",
    "/-/mailbox",
)

OF_A_PRACTITIONER = (
    "/",
    f"{OPEN}/rounds/1/comments?clause={{clause}}",
    f"{OPEN}/rounds/1/comments/{{comment}}",
    f"{OPEN}/v1/endorse",
    f"{OPEN}/v1/endorse?position=agree",
    f"{OPEN}/v1/endorse?position=agree_with_conditions",
    f"{OPEN}/v1/endorse?position=object",
    f"{OPEN}/v1/withdraw",
    f"{OPEN}/watch",
    f"{OPEN}/report",
    "/pages/new",
    "/pages/vetting/edit",
    "/pages/vetting/restore?revision=1",
    "/pages/vetting/discussion",
    "/topics/police-reform/watch",
    "/account/",
    "/account/name",
    "/account/affiliation",
    "/account/password",
    "/account/display",
    "/account/notices",
    "/account/notices/preferences",
)

OF_AN_OFFICER = (
    "/",
    OPEN,
    f"{OPEN}/rounds/1",
    f"{OPEN}/rounds/1/answers",
    f"{OPEN}/rounds/1/comments/{{comment}}/disposition",
    f"{OPEN}/rounds/1/close",
    f"{OPEN}/rounds/1/extend",
    f"{OPEN}/rounds/1/cancel",
    f"{OPEN}/state",
    f"{ANSWERED}/v2/place/{{carried}}",
    f"{ANSWERED}/rounds/new",
    "/policies/new",
    DRAFT,
    f"{DRAFT}/edit",
    f"{DRAFT}/publish",
    f"{DRAFT}/history",
    f"{DRAFT}/compare?of=revisions&from=1&to=2",
)

OF_A_MODERATOR = (
    "/moderation/",
    "/moderation/edits",
    "/moderation/reports",
    "/moderation/appeals",
    "/moderation/people",
    f"/moderation/people/{ADVISER}",
    "/comments/{comment}/hide",
    "/comments/{comment}/redact",
    "/pages/vetting/redact?revision=1",
)

BY_READER: Mapping[str, tuple[str, ...]] = {
    GUEST: PUBLIC,
    ADVISER: OF_A_PRACTITIONER,
    HOLDER_OF_A_STALE_POSITION: (f"{ANSWERED}/v2/reconfirm",),
    OFFICER: OF_AN_OFFICER,
    OTHER_OFFICER: (f"{CLOSED}/rounds/1/answers", f"{CLOSED}/state"),
    MODERATOR: OF_A_MODERATOR,
}


def ids(session: Session) -> Mapping[str, str]:
    """What the places in the addresses stand for."""
    open_ = _comment_on_a_clause(session, OPEN)
    carried = _comment_on_a_clause(session, ANSWERED)
    return {
        "comment": open_.public_id,
        "clause": open_.clause_id or "",
        "carried": carried.public_id,
        "carried_to": carried.clause_id or "",
    }


def _comment_on_a_clause(session: Session, address: str) -> Comment:
    query = (
        select(Comment)
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Document, Document.id == Round.document_id)
        .where(
            Document.slug == address.rpartition("/")[2],
            Comment.clause_id.is_not(None),
            Comment.parent_id.is_(None),
            Comment.withdrawn_at.is_(None),
        )
        .order_by(Comment.id)
        .limit(1)
    )
    return session.scalars(query).one()
