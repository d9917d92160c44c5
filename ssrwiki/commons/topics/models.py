"""Tables of themes; places need none."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.foundation.database import Base


class Theme(Base):
    """One theme; `position` orders it among those with the same parent."""

    __tablename__ = "theme"
    __table_args__ = (CheckConstraint("parent_id <> id", name="no_own_parent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)


class ThemeName(Base):
    """What one language calls a theme."""

    __tablename__ = "theme_name"

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
