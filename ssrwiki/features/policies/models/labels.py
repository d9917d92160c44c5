"""Contests of the label *editorial*, and what offices answered; both stay beside it for ever."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.triggers import Immutable, keep


class LabelAnswer(Bylined, Base):
    """An office keeps a label that was contested, or takes it back; `outcome` says which.

    A version that was relabelled once counts as one of substance from then on.
    """

    __tablename__ = "label_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LabelContest(Base):
    """Somebody says that a change labelled editorial changes the substance; a comment says why.

    `endorsement_id` is the position of the same person that no longer counts: set only when both
    were by name, for otherwise the one would tell who made the other. `answer_id` None: it waits.
    """

    __tablename__ = "label_contest"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), unique=True)
    endorsement_id: Mapped[int | None] = mapped_column(ForeignKey("endorsement.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("label_answer.id"))


keep(
    Immutable(
        "label_answer",
        ("version_id", "outcome", "reason"),
        tombstones={"reason": "''"},
    )
)
keep(Immutable("label_contest", ("version_id", "comment_id", "endorsement_id")))
