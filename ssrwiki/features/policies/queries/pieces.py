"""What is said in a policy's life, beside its texts and comments, as redaction sees it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Row, Select, null, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.labels import LabelAnswer
from ssrwiki.features.policies.models.policies import Ruling, StateChange
from ssrwiki.features.policies.models.rounds import Response, Round, RoundChange
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.foundation.redactions.pieces import Hiding, Piece, Target

Spoken = Endorsement | LabelAnswer | Ruling | Response | Round | RoundChange | StateChange

POSITION = "position"


@dataclass(frozen=True, slots=True)
class SpokenKind:
    """A kind of words: in which columns of which rows, and where below the policy they stand.

    `rows` selects each as `spoken` with its `Document`, and `round_number` and `audience` of its
    round, where it is of one.
    """

    name: str
    model: type[Spoken]
    columns: tuple[str, ...]
    html_columns: tuple[str, ...]
    path: str
    rows: Callable[[], Select[Spoken, Document, int | None, str | None]]

    def found(self, session: Session, public_id: str) -> Piece | None:
        """One of them by its public id."""
        row = session.execute(self.rows().where(self.model.public_id == public_id)).first()
        return None if row is None else self._piece(row)

    def row(self, session: Session, public_id: str) -> Spoken:
        """One of them as its table has it; it must be there."""
        found = self.rows().where(self.model.public_id == public_id)
        spoken: Spoken = session.execute(found).one()[0]
        return spoken

    def standing(self, session: Session, _document_id: int) -> Iterator[Piece]:
        """All that haven't been redacted."""
        return map(
            self._piece, session.execute(self.rows().where(self.model.redacted_at.is_(None)))
        )

    def _piece(self, row: Row[Spoken, Document, int | None, str | None]) -> Piece:
        spoken, document, round_number, audience = row
        path = self.path.format(round=round_number, id=spoken.public_id)
        return Piece(
            target=Target(self.name, spoken.public_id),
            document_id=document.id,
            address=f"{document.address}{path}",
            texts=tuple(getattr(spoken, column) for column in self.columns),
            lang=document.lang,
            audience=audience,
            redacted_at=spoken.redacted_at,
            hiding=_hiding(spoken),
        )


def _hiding(spoken: Spoken) -> Hiding | None:
    if not isinstance(spoken, Endorsement) or spoken.hidden_at is None:
        return None
    return Hiding(spoken.hidden_at, spoken.hidden_reason or "")


def _positions() -> Select[Endorsement, Document, int | None, str | None]:
    return (
        select(Endorsement, Document, null(), Version.audience)
        .join(Document, Document.id == Endorsement.document_id)
        .join(
            Version,
            (Version.document_id == Endorsement.document_id)
            & (Version.number == Endorsement.version_number),
        )
    )


def _rulings() -> Select[Ruling, Document, int | None, str | None]:
    return (
        select(Ruling, Document, null(), Ruling.audience)
        .join(Endorsement, Endorsement.id == Ruling.endorsement_id)
        .join(Document, Document.id == Endorsement.document_id)
    )


def _responses() -> Select[Response, Document, int | None, str | None]:
    return (
        select(Response, Document, Round.number, Thread.audience)
        .join(Round, Round.id == Response.round_id)
        .join(Thread, Thread.id == Round.thread_id)
        .join(Document, Document.id == Round.document_id)
    )


def _rounds() -> Select[Round, Document, int | None, str | None]:
    return (
        select(Round, Document, Round.number, Thread.audience)
        .join(Thread, Thread.id == Round.thread_id)
        .join(Document, Document.id == Round.document_id)
    )


def _round_changes() -> Select[RoundChange, Document, int | None, str | None]:
    return (
        select(RoundChange, Document, Round.number, Thread.audience)
        .join(Round, Round.id == RoundChange.round_id)
        .join(Thread, Thread.id == Round.thread_id)
        .join(Document, Document.id == Round.document_id)
    )


def _label_answers() -> Select[LabelAnswer, Document, int | None, str | None]:
    return (
        select(LabelAnswer, Document, null(), Version.audience)
        .join(Version, Version.id == LabelAnswer.version_id)
        .join(Document, Document.id == Version.document_id)
    )


def _state_changes() -> Select[StateChange, Document, int | None, str | None]:
    return select(StateChange, Document, null(), StateChange.audience).join(
        Document, Document.id == StateChange.document_id
    )


POSITIONS = SpokenKind(
    POSITION, Endorsement, ("conditions", "reason"), (), "/endorsements#{id}", _positions
)
RULINGS = SpokenKind("ruling", Ruling, ("reason",), (), "/endorsements", _rulings)
RESPONSES = SpokenKind(
    "response", Response, ("text",), ("text_html",), "/rounds/{round}/response", _responses
)
ROUNDS = SpokenKind("round", Round, ("question",), (), "/rounds/{round}", _rounds)
ROUND_CHANGES = SpokenKind(
    "round_change", RoundChange, ("reason",), (), "/rounds/{round}", _round_changes
)
LABEL_ANSWERS = SpokenKind(
    "label_answer", LabelAnswer, ("reason",), (), "/versions", _label_answers
)
STATE_CHANGES = SpokenKind(
    "state_change", StateChange, ("reason",), (), "/versions", _state_changes
)
