"""The fence: one table that joins a person and a contribution, and the byline everybody sees.

Only this package reads `Authorship`; a conformance test forbids importing it elsewhere.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.people.rules import RoleFamily
from ssrwiki.foundation.database import Base, UtcDateTime


class Authorship(Base):
    """Who made a contribution. Everything else in the database knows only its random id."""

    __tablename__ = "authorship"

    contribution_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Bylined:
    """Columns of a contribution: its random id, its frozen byline, and when.

    `at` is the instant. `listed_at` is what lists sort and pages show by: the instant for a
    named contribution, a random moment of the same day for a withheld one, so that neither
    hour nor order of arrival can be read off a page (safety rule 3). What would give the hour of a
    withheld one away is moved, too.
    """

    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    attribution: Mapped[str] = mapped_column(String(20))
    byline_name: Mapped[str | None] = mapped_column(String(120))
    byline_handle: Mapped[str | None] = mapped_column(String(60))
    byline_organisation: Mapped[str | None] = mapped_column(String(160))
    byline_family: Mapped[str | None] = mapped_column(String(40))
    byline_is_international: Mapped[bool | None]
    byline_region: Mapped[str | None] = mapped_column(String(3))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    listed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def byline(self) -> Byline:
        """The byline as it was frozen."""
        return Byline(
            attribution=Attribution(self.attribution),
            display_name=self.byline_name,
            handle=self.byline_handle,
            organisation=self.byline_organisation,
            family=RoleFamily(self.byline_family) if self.byline_family else None,
            is_international=self.byline_is_international,
            region=self.byline_region,
        )

    @property
    def is_withheld(self) -> bool:
        """Whether the name is kept back: then only the day is shown."""
        return self.attribution != Attribution.NAMED

    @property
    def is_day_only(self) -> bool:
        """Whether the hour is kept back, with the name or for the sake of a withheld neighbour."""
        return self.is_withheld or self.listed_at != self.at

    @property
    def shown_at(self) -> date:
        """What pages show of the time: the instant, or the mere day."""
        return self.listed_at.date() if self.is_day_only else self.at
