"""The head of a policy's pages: how it stands in words, the one thing wanted now, the tabs."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.queries import Crowd
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.views.frames import Tab
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.permissions import is_officer
from ssrwiki.features.policies.queries import endorsements, policies, versions
from ssrwiki.features.policies.queries.endorsements import Roll
from ssrwiki.features.policies.queries.policies import Keeping, Window
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules.counting import FEWEST_SHOWN
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.rules.states import PolicyState, takes_positions_in_call
from ssrwiki.features.policies.views import announcements, wanted, wording
from ssrwiki.features.policies.views.announcements import WaitingNotices
from ssrwiki.features.policies.views.wanted import Action
from ssrwiki.foundation import clock
from ssrwiki.foundation.web.templating import moment

FEWEST_COUNTRIES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of a policy begins with. `shown` is the version that it is about.

    `shown` None: nothing is published, and the reader belongs to the owning units. `windows` are
    the rounds on `editions`. `waiting` is for officers: the notices that they can still stop.
    """

    document: Document
    editions: Sequence[Edition]
    shown: Edition | None
    keeping: Keeping
    windows: Sequence[Window]
    roll: Roll
    state: PolicyState
    is_officer: bool
    title: str
    abstract: str
    lang: str
    state_label: str
    until: str
    facts: Sequence[str]
    action: Action | None
    tabs: Sequence[Tab]
    waiting: Sequence[WaitingNotices] = ()

    @property
    def shown_href(self) -> str:
        """The permanent address of the version shown."""
        return f"{self.document.address}/v{self.shown.number}" if self.shown else ""

    @property
    def version_words(self) -> str:
        """`Version 2`; empty while nothing is published."""
        return _("Version %(number)s", number=self.shown.number) if self.shown else ""

    @property
    def latest(self) -> Edition | None:
        """The newest version that this viewer may read."""
        return self.editions[0] if self.editions else None

    @property
    def is_latest(self) -> bool:
        """Whether the page is about the newest version."""
        return self.shown is self.latest


def head(session: Session, *, viewer: Actor, document: Document, number: int | None = None) -> Head:
    """The head for a version, or for the newest one the viewer may read.

    Raises:
        NotFound: for a version that isn't there for this viewer.
    """
    published = versions.editions(session, document)
    editions = versions.readable(viewer, document, published)
    shown = _shown(editions, number)
    keeping = policies.keeping(session, document)
    all_windows = policies.windows(session, document)
    state = policies.state_now(keeping.policy, all_windows)
    windows = policies.windows_on(all_windows, {edition.number for edition in editions})
    roll = endorsements.roll(session, viewer=viewer, document=document, editions=published)
    officer = is_officer(viewer, document)
    latest = editions[0] if editions else None
    untold = activities.waiting(session, document) if officer else []
    deeds = [latest.version.public_id] if latest and officer else []
    deeds += [each.activity.public_id for each in untold]
    own = authorship.own(session, actor=viewer, contribution_ids=deeds)
    standing = wanted.Standing(
        document=document,
        state=state,
        latest=latest,
        windows=windows,
        roll=roll,
        is_publisher=latest is not None and latest.version.public_id in own,
    )
    return Head(
        document=document,
        editions=editions,
        shown=shown,
        keeping=keeping,
        windows=windows,
        roll=roll,
        state=state,
        is_officer=officer,
        title=shown.title if shown else document.title,
        abstract=shown.line("abstract") if shown else document.abstract,
        lang=shown.lang if shown else document.lang,
        state_label=str(wording.STATES[state]),
        until=_until(keeping.policy, windows) if shown else "",
        facts=_facts(session, document, shown, keeping, windows),
        action=wanted.by_officer(standing) if officer else wanted.by_reader(standing),
        tabs=_tabs(document, editions, windows, roll),
        waiting=announcements.waiting(
            session, untold, address=document.address, own=own, editions=published
        ),
    )


def _shown(editions: Sequence[Edition], number: int | None) -> Edition | None:
    if number is not None:
        return versions.edition_of(editions, number)
    return editions[0] if editions else None


def _facts(
    session: Session,
    document: Document,
    shown: Edition | None,
    keeping: Keeping,
    windows: Sequence[Window],
) -> list[str]:
    """Short phrases for the status line, in the order in which readers ask."""
    if shown is None:
        return [_("not published yet"), *_lead(keeping)]
    return [
        *(_opens(each) for each in windows if each.is_scheduled),
        *_owed(windows),
        *_lead(keeping),
        *_heard(endorsements.heard(session, document) if windows else None),
    ]


def _opens(window: Window) -> Markup:
    """Markup, so that the instant stays a `<time>` element."""
    return escape(_("opens %(when)s")) % {"when": moment(window.opens_at)}


def _until(policy: Policy, windows: Sequence[Window]) -> str:
    """The deadline that belongs to the state: of the open round, or of the final call."""
    closes_at = policy.call_closes_at
    for window in windows:
        if window.is_open:
            return wording.until(window.closes_at)
    if closes_at is None or not takes_positions_in_call(
        PolicyState(policy.state), closes_at, clock.now()
    ):
        return ""
    return wording.until(closes_at)


def _owed(windows: Sequence[Window]) -> list[str]:
    latest = windows[0] if windows else None
    if latest is None or not latest.state.owes_answers:
        return []
    return [wording.owed(latest.state, latest.response_due_on)]


def _lead(keeping: Keeping) -> list[str]:
    return [_("lead: %(unit)s", unit=keeping.units[0])] if keeping.units else []


def _heard(crowd: Crowd | None) -> list[str]:
    """Fewer than five people are not counted in public (safety rule 4)."""
    if crowd is None or crowd.people_count < FEWEST_SHOWN:
        return []
    if crowd.country_count < FEWEST_COUNTRIES:
        return [ngettext("%(num)s person heard", "%(num)s people heard", crowd.people_count)]
    return [
        _(
            "%(people)s people heard; those who gave their names are from %(countries)s countries",
            people=crowd.people_count,
            countries=crowd.country_count,
        )
    ]


def _tabs(
    document: Document, editions: Sequence[Edition], windows: Sequence[Window], roll: Roll
) -> list[Tab]:
    if not editions:
        return []
    address = document.address
    tabs = [Tab("read", _("Read"), address)]
    if windows:
        latest = windows[0]
        comments = f"{address}/rounds/{latest.number}/comments"
        tabs.append(Tab("comments", _("Comments"), comments, latest.comment_count))
    endorsed = roll.tally.people_count if roll.is_numbered(CountGroup.COUNTED) else None
    tabs.append(Tab("endorsements", _("Endorsements"), f"{address}/endorsements", endorsed))
    tabs.append(Tab("versions", _("Versions"), f"{address}/versions", len(editions)))
    answered = next((window for window in windows if window.is_responded), None)
    if answered is not None:
        tabs.append(Tab("response", _("Response"), f"{address}/rounds/{answered.number}/response"))
    return tabs
