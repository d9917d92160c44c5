"""What a kind puts around the pages of a document's past, where it differs from a page's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a document; `count` None shows no number."""

    name: str
    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A way on from the text as it stands."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Tabs in place of a page's, what revisions became, by number, and the ways on from the head.

    `stands` says in words what the head revision is; "" says nothing.
    """

    tabs: Sequence[Tab]
    labels: Mapping[int, str]
    stands: str
    steps: Sequence[Step]


MakesFrame = Callable[[Session, Document], Frame]
