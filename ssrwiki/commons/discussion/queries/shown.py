"""Comments and answers as one viewer sees them: frozen values without what is kept from them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.rules import Kind, Step, Tombstone, Trial
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.foundation.markup import wikilinks
from ssrwiki.foundation.markup.wikilinks import LinkTarget

Targets = Mapping[str, LinkTarget]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One disposition. `duplicate_of` is a public id; a draft is shown to its own office only."""

    number: int
    code: str
    reason: str
    html: Markup
    lang: str
    office: str
    on: date | None
    duplicate_of: str | None
    target_version: int | None
    is_redacted: bool

    @property
    def is_draft(self) -> bool:
        """Not published yet."""
        return self.on is None


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """An office has read a comment, or is weighing it."""

    step: Step
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComment:
    """A comment. With a `tombstone`, its words are empty unless this viewer may see them still.

    `kind` is the author's word for it, `sorted_kind` the owning office's where that is another.
    `answers` are numbered from 1, the standing one last; `clause_id` None: about the whole.
    """

    public_id: str
    byline: Byline
    at: date
    kind: Kind
    sorted_kind: Kind | None
    revision_number: int
    clause_id: str | None
    quote: str
    body: str
    html: Markup
    replacement: str
    trial: Trial | None
    lang: str
    is_point: bool
    is_reply: bool
    is_from_owner: bool
    is_from_practitioner: bool
    is_late: bool
    is_edited: bool
    is_own: bool
    can_edit: bool
    tombstone: Tombstone | None
    hiding_reason: HidingReason | None
    receipts: tuple[ShownReceipt, ...] = ()
    answers: tuple[ShownAnswer, ...] = ()
    replies: tuple["ShownComment", ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether the name is kept back: `at` is then a date."""
        return self.byline.attribution.is_withheld

    @property
    def standing(self) -> ShownAnswer | None:
        """The answer that stands, as far as this viewer may know of it."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a viewer may see beyond what everybody does.

    `own` are public ids; `correctable` ids of those among them whose words may still be changed.
    """

    own: frozenset[str]
    correctable: frozenset[int]
    is_moderator: bool
    sees_drafts: bool

    def can_see(self, comment: Comment, tombstone: Tombstone | None) -> bool:
        """Whether the words still exist for this viewer: hidden or held ones do for two people."""
        if tombstone in (Tombstone.HIDDEN, Tombstone.HELD):
            return self.is_moderator or comment.public_id in self.own
        return tombstone is None


def shown_comment(comment: Comment, eyes: Eyes, targets: Targets) -> ShownComment:
    """One row as `eyes` see it, without receipts, answers and replies."""
    tombstone = comment.fate.tombstone
    can_see = eyes.can_see(comment, tombstone)
    return ShownComment(
        public_id=comment.public_id,
        byline=comment.byline,
        at=comment.shown_at,
        kind=Kind(comment.kind),
        sorted_kind=Kind(comment.sorted_kind) if comment.sorted_kind else None,
        revision_number=comment.revision_number,
        clause_id=comment.clause_id,
        quote=comment.quote if can_see else "",
        body=comment.body if can_see else "",
        html=_settled(comment.html if can_see else "", targets),
        replacement=comment.replacement if can_see else "",
        trial=Trial(**json.loads(comment.trial)) if can_see and comment.trial else None,
        lang=comment.lang,
        is_point=comment.is_point,
        is_reply=comment.parent_id is not None,
        is_from_owner=comment.is_from_owner,
        is_from_practitioner=comment.is_from_practitioner,
        is_late=comment.is_late,
        is_edited=comment.edited_at is not None,
        is_own=comment.public_id in eyes.own,
        can_edit=comment.id in eyes.correctable,
        tombstone=tombstone,
        hiding_reason=HidingReason(comment.hidden_reason) if comment.hidden_reason else None,
    )


def shown_answer(row: Disposition, duplicate_of: str | None, targets: Targets) -> ShownAnswer:
    """One disposition; of who wrote it only the office is told."""
    return ShownAnswer(
        number=row.number,
        code=row.code,
        reason=row.reason,
        html=_settled(row.html, targets),
        lang=row.lang,
        office=row.office,
        on=row.published_at.date() if row.published_at else None,
        duplicate_of=duplicate_of,
        target_version=row.target_version,
        is_redacted=row.redacted_at is not None,
    )


def _settled(html: str, targets: Targets) -> Markup:
    return Markup(wikilinks.settle_links(html, targets))
