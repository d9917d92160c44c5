"""Comments as the components print them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.authorship.views import words
from ssrwiki.commons.discussion.queries.shown import ShownAnswer, ShownComment, ShownReceipt
from ssrwiki.commons.discussion.rules import Step, Tombstone
from ssrwiki.commons.discussion.views import suggesting, wording


@dataclass(frozen=True, slots=True)
class Place:
    """A clause as a comment names it: its printed number and its address."""

    number: str
    href: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the comments of a page stand.

    `path` is the address of the thread; `places` are its clauses by identity, `landed` those of
    the versions that answers point to, by version number. `wordings` are the words of clauses for
    which others were suggested. `owes_answers`: a trail is shown; `changing` are the codes of
    answers that say that the text was changed.
    """

    path: str
    places: Mapping[str, Place]
    landed: Mapping[tuple[int, str], Place]
    wordings: Mapping[str, str] = field(default_factory=dict)
    owes_answers: bool = False
    changing: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step of what became of a comment."""

    label: str
    is_reached: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class TrialPart:
    """One part of what a field test reports."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """A disposition for the component `answer`."""

    number: int
    code: str
    label: str
    html: Markup
    language: str
    office: str
    at: date | None
    duplicate_href: str
    clause_words: str = ""
    clause_href: str = ""
    has_changed_text: bool = False

    @property
    def is_draft(self) -> bool:
        """Seen by the owning organisations only."""
        return self.at is None


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment or reply for the components `comment`, `reply` and `workbench_row`."""

    public_id: str
    anchor: str
    href: str
    byline: str
    person_href: str
    office: str
    at: date
    is_day_only: bool
    kind: str
    kind_label: str
    sorted_label: str
    clause_number: str
    clause_href: str
    place_label: str
    quote: str
    language: str
    html: Markup
    replacement_html: Markup
    trial: tuple[TrialPart, ...]
    tombstone: str
    notice: str
    is_hidden: bool
    is_own: bool
    is_point: bool
    is_edited: bool
    is_from_practitioner: bool
    can_edit: bool
    can_withdraw: bool
    can_appeal: bool
    receipts: tuple[TrailStep, ...]
    answer: AnswerCard | None
    earlier: tuple[AnswerCard, ...]
    replies: tuple["CommentCard", ...]


def card(comment: ShownComment, setting: Setting) -> CommentCard:
    """One comment with its replies."""
    place = setting.places.get(comment.clause_id or "")
    has_words = bool(comment.html) or comment.tombstone is None
    sentence = wording.tombstone(comment)
    answers = [_answer(answer, comment, setting) for answer in comment.answers]
    return CommentCard(
        public_id=comment.public_id,
        anchor=f"c-{comment.public_id}",
        href=f"{setting.path}/{comment.public_id}",
        byline=words(comment.byline),
        person_href=_person_href(comment.byline),
        office=_office(comment),
        at=comment.at,
        is_day_only=comment.is_withheld,
        kind=comment.kind,
        kind_label=str(wording.KINDS[comment.kind]),
        sorted_label=wording.sorted_as(comment),
        clause_number=place.number if place else "",
        clause_href=place.href if place else "",
        place_label="",
        quote=comment.quote,
        language=comment.lang,
        html=comment.html,
        replacement_html=suggesting.suggested(
            setting.wordings.get(comment.clause_id or "", ""), comment.replacement
        ),
        trial=_trial(comment),
        tombstone="" if has_words else sentence,
        notice=sentence if has_words else "",
        is_hidden=comment.tombstone is Tombstone.HIDDEN,
        is_own=comment.is_own,
        is_point=comment.is_point,
        is_edited=comment.is_edited,
        is_from_practitioner=comment.is_from_practitioner,
        can_edit=comment.can_edit,
        can_withdraw=comment.is_own and comment.tombstone is None,
        can_appeal=comment.is_own and comment.tombstone is Tombstone.HIDDEN,
        receipts=_trail(comment, answers, setting),
        answer=answers[-1] if answers else None,
        earlier=tuple(answers[:-1]),
        replies=tuple(card(reply, setting) for reply in comment.replies),
    )


def cards(comments: Sequence[ShownComment], setting: Setting) -> list[CommentCard]:
    """Several, in the order given."""
    return [card(comment, setting) for comment in comments]


def _person_href(byline: Byline) -> str:
    is_open = byline.attribution is Attribution.NAMED and byline.handle
    return f"/directory/people/{byline.handle}" if is_open else ""


def _office(comment: ShownComment) -> str:
    """The unit for which a reply speaks; a withheld one speaks for nobody."""
    is_staff = comment.is_from_owner and not comment.is_withheld
    return (comment.byline.organisation or "") if is_staff else ""


def _trial(comment: ShownComment) -> tuple[TrialPart, ...]:
    if comment.trial is None:
        return ()
    parts = (
        (_("Where"), comment.trial.where),
        (_("When"), comment.trial.period),
        (_("What was tried"), comment.trial.tried),
        (_("What came of it"), comment.trial.result),
    )
    return tuple(TrialPart(label, value) for label, value in parts if value)


def _answer(answer: ShownAnswer, comment: ShownComment, setting: Setting) -> AnswerCard:
    landed = setting.landed.get((answer.target_version or 0, comment.clause_id or ""))
    has_changed_text = landed is not None and answer.code in setting.changing
    return AnswerCard(
        number=answer.number,
        code=answer.code,
        label=str(wording.ANSWERS[answer.code]),
        html=suggesting.paragraphs(wording.reason_gone()) if answer.is_redacted else answer.html,
        language="" if answer.is_redacted else answer.lang,
        office=answer.office,
        at=answer.on,
        duplicate_href=f"{setting.path}/{answer.duplicate_of}" if answer.duplicate_of else "",
        clause_words=_landed_words(landed, answer, has_changed_text) if landed else "",
        clause_href=landed.href if landed else "",
        has_changed_text=has_changed_text,
    )


def _landed_words(landed: Place, answer: ShownAnswer, has_changed_text: bool) -> str:
    """Where the answer leads, as far as it promises: not every answer changes the text."""
    number, version = landed.number, answer.target_version
    if has_changed_text:
        return _("in version %(version)s at %(number)s", version=version, number=number)
    return _("about clause %(number)s of version %(version)s", version=version, number=number)


def _trail(
    comment: ShownComment, answers: Sequence[AnswerCard], setting: Setting
) -> tuple[TrailStep, ...]:
    """Received, read by an office, weighed, answered, in the text: reached or still ahead."""
    if not setting.owes_answers or not comment.is_point or comment.tombstone is not None:
        return ()
    published = [answer for answer in answers if not answer.is_draft]
    answered = published[-1] if published else None
    steps = [
        TrailStep(_("received"), is_reached=True),
        _read_step(comment.receipts),
        TrailStep(_("being weighed"), _has(comment.receipts, Step.WEIGHED) or bool(answered)),
        TrailStep(_("answered"), answered is not None),
    ]
    if answered is not None and answered.has_changed_text:
        steps.append(TrailStep(answered.clause_words, True, answered.clause_href))
    return tuple(steps)


def _read_step(receipts: Sequence[ShownReceipt]) -> TrailStep:
    offices = [receipt.office for receipt in receipts if receipt.step is Step.READ]
    if not offices:
        return TrailStep(_("read by the office"), is_reached=False)
    return TrailStep(_("read by %(office)s", office=", ".join(offices)), is_reached=True)


def _has(receipts: Sequence[ShownReceipt], step: Step) -> bool:
    return any(receipt.step is step for receipt in receipts)
