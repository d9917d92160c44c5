"""The one thing that a policy wants from this reader now."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.queries import policies
from ssrwiki.features.policies.queries.endorsements import Roll
from ssrwiki.features.policies.queries.policies import Window
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules.states import PolicyState


@dataclass(frozen=True, slots=True)
class Action:
    """A button that leads to the act."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about the action. `latest` None: nothing is published yet.

    `is_publisher`: the reader published the latest version, so somebody else must decide.
    """

    document: Document
    state: PolicyState
    latest: Edition | None
    windows: Sequence[Window]
    roll: Roll
    is_publisher: bool

    @property
    def address(self) -> str:
        """The policy's address."""
        return self.document.address

    @property
    def next_number(self) -> int:
        """The number of the version that comes next."""
        return self.latest.number + 1 if self.latest else 1

    @property
    def has_unpublished_text(self) -> bool:
        """Whether the working text is ahead of the latest version."""
        return self.latest is None or self.latest.revision_number != self.document.head_number


def by_officer(standing: Standing) -> Action | None:
    """What an officer of the policy should do next."""
    address, window = standing.address, policies.open_window(standing.windows)
    match standing.state:
        case PolicyState.OPEN_FOR_COMMENT if window is not None and window.comment_count:
            return Action(
                ngettext("Read %(num)s comment", "Read %(num)s comments", window.comment_count),
                f"{address}/rounds/{window.number}/answers",
            )
        case PolicyState.OPEN_FOR_COMMENT if window is not None:
            return Action(_("Look at the round"), f"{address}/rounds/{window.number}")
        case PolicyState.CLOSED_ANALYSING if standing.windows:
            return Action(
                _("Answer the comments"), f"{address}/rounds/{standing.windows[0].number}/answers"
            )
        case PolicyState.FINAL_CALL if not standing.is_publisher:
            return Action(_("Decide on approval"), f"{address}/state")
        case PolicyState.APPROVED if not standing.is_publisher:
            return Action(_("Bring it into force"), f"{address}/state")
        case PolicyState.WORKING_DRAFT | PolicyState.RESPONSE_PUBLISHED:
            return _towards_publication(standing)
    return None


def _towards_publication(standing: Standing) -> Action:
    if standing.has_unpublished_text:
        label = _("Publish version %(number)s", number=standing.next_number)
        return Action(label, f"{standing.address}/publish")
    if standing.state is PolicyState.RESPONSE_PUBLISHED:
        return Action(_("Revise the text"), f"{standing.address}/edit")
    return Action(_("Open a round of comment"), f"{standing.address}/rounds/new")


def by_reader(standing: Standing) -> Action | None:
    """What is wanted of everybody else: above all, words that only they have."""
    address, window = standing.address, policies.open_window(standing.windows)
    latest = standing.latest
    if latest is not None and standing.roll.has_stale_of_viewer:
        label = _("Look at what changed, and confirm your position")
        return Action(label, f"{address}/v{latest.number}/reconfirm")
    if window is not None:
        return Action(
            _("Comment on this draft"),
            f"{address}/rounds/{window.number}/comments#form",
        )
    if standing.state is PolicyState.FINAL_CALL and latest is not None:
        return Action(_("Take a position"), f"{address}/v{latest.number}/endorse")
    answered = next((each for each in standing.windows if each.is_responded), None)
    if answered is not None and standing.state is PolicyState.RESPONSE_PUBLISHED:
        return Action(
            _("Read what became of the comments"), f"{address}/rounds/{answered.number}/response"
        )
    return None
