"""For each route that answers GET, addresses that show something on the seeded site.

`{names}` are filled from the plot. An address with a query stands beside the plain one where the
query opens another page. A new route needs a line here; a page nobody can open needs a reason in
`SECRET`.
"""

from collections.abc import Mapping
from dataclasses import asdict

from tests.conformance.plot import Plot

_DISCUSSED = "/policies/{open}/rounds/1"
_CLOSED = "/policies/{closed}/rounds/1"

SAMPLES: Mapping[str, tuple[str, ...]] = {
    "home.home": ("/",),
    "workshop.components": ("/-/components",),
    "workshop.mailbox": ("/-/mailbox",),
    "workshop.letter": ("/-/mailbox/1",),
    "machine.health": ("/-/health",),
    "machine.metrics": ("/-/metrics",),
    "machine.ready": ("/-/ready",),
    # accounts
    "account.show": ("/account/",),
    "account.affiliation": ("/account/affiliation",),
    "closing.close": ("/account/close",),
    "again.again": ("/account/again",),
    "account.rename": ("/account/name",),
    "display.choose": ("/account/display", "/account/display?theme=dark&next=/"),
    "joining.join": ("/account/join",),
    "joining.sent": ("/account/join/sent",),
    "joining.confirm": ("/account/confirm/no-token",),
    "passwords.change": ("/account/password",),
    "passwords.request_reset": ("/account/reset",),
    "passwords.reset": ("/account/reset/no-token",),
    "signing_in.sign_in": ("/account/sign-in", "/account/sign-in?next=/pages/"),
    # notices
    "notices.show": ("/account/notices",),
    "notices.preferences": ("/account/notices/preferences",),
    "unsubscribing.ask": ("/account/unsubscribe/no-token",),
    "watching.document": ("/pages/{page}/watch", "/policies/{open}/watch"),
    "watching.topic": ("/topics/local-ownership/watch", "/topics/sierra-leone/watch"),
    # comments
    "comment_acts.edit": ("/comments/{comment}/edit",),
    "comment_acts.hide": ("/comments/{comment}/hide", "/comments/{page_comment}/hide"),
    "comment_acts.redact": ("/comments/{comment}/redact",),
    "comment_acts.withdraw": ("/comments/{comment}/withdraw",),
    "comment_acts.withhold": ("/comments/{comment}/withhold",),
    # moderation
    "reporting.document": ("/pages/{page}/report", "/policies/{open}/report"),
    "reporting.contribution": ("/moderation/report/{comment}",),
    "reporting.reported": ("/moderation/reported/{comment}",),
    "moderation.held": ("/moderation/",),
    "moderation.edits": ("/moderation/edits",),
    "moderation.reports": ("/moderation/reports", "/moderation/reports?show=decided"),
    "moderation.report": ("/moderation/reports/{report}",),
    "appeals.appeal": ("/moderation/appeal/{hidden}",),
    "appeals.appeals": ("/moderation/appeals",),
    "appeals.second_look": ("/moderation/appeals/{appeal}",),
    "contributions.hide": ("/moderation/hide/{objection}",),
    "contributions.redact": ("/moderation/redact/{objection}",),
    "contributions.echoes": ("/moderation/redactions/{redaction}",),
    "standing.unverified": ("/moderation/people",),
    "standing.one": ("/moderation/people/plot-member",),
    # directory, topics, search
    "directory.index": ("/directory/",),
    "directory.organisation": (
        "/directory/organisations/plot-unit",
        "/directory/organisations/justice-and-security-policy-unit",
    ),
    "directory.person": ("/directory/people/plot-officer",),
    "topics.index": ("/topics/",),
    "topics.topic": ("/topics/local-ownership", "/topics/africa"),
    "topics_feed.topic": ("/topics/local-ownership.atom",),
    "search.search": ("/search", "/search?q=police", "/search?q=polise", "/search?q=qqqq"),
    "recent_changes.recent_changes": ("/recent-changes", "/recent-changes?minor=hide"),
    "recent_changes_feed.recent_changes": ("/recent-changes.atom",),
    "policies_feed.newest": ("/policies.atom",),
    # pages
    "pages.index": ("/pages/",),
    "pages.new": ("/pages/new",),
    "pages.read": ("/pages/{page}", "/pages/local-ownership", "/pages/appropriation-locale"),
    "pages.edit": ("/pages/{page}/edit",),
    "pages_comparison.compare": (
        "/pages/{page}/compare",
        "/pages/{page}/compare?from=1&to=3&show=source",
    ),
    "pages_waiting.show": ("/pages/waiting/{waiting}",),
    "pages_past.history": ("/pages/{page}/history",),
    "pages_past.inbound": ("/pages/local-ownership/links",),
    "pages_past.redact": ("/pages/{page}/redact?revision=1",),
    "pages_past.restore": ("/pages/{page}/restore?revision=1",),
    "pages_past.revision": ("/pages/{page}/revisions/1",),
    "pages_past.withhold": ("/pages/{page}/revisions/1/withhold",),
    "pages_discussion.conversation": ("/pages/{page}/discussion", "/pages/vetting/discussion"),
    "pages_discussion.single": ("/pages/{page}/discussion/{page_comment}",),
    # the text of policies
    "policies.index": ("/policies/", "/policies/?state=open_for_comment"),
    "policies.new": ("/policies/new",),
    "policies.edit": ("/policies/{open}/edit", "/policies/{draft}/edit"),
    "policies_past.history": ("/policies/{answered}/history",),
    "policies_past.inbound": ("/policies/{open}/links",),
    "policies_past.redact": ("/policies/{answered}/redact?revision=1",),
    "policies_past.restore": ("/policies/{answered}/restore?revision=1",),
    "policies_past.revision": ("/policies/{answered}/revisions/1",),
    "policies_past.withhold": ("/policies/{answered}/revisions/1/withhold",),
    "policy_versions.read": ("/policies/{open}", "/policies/{answered}", "/policies/{draft}"),
    "policy_versions.version": ("/policies/{open}/v1", "/policies/{answered}/v1"),
    "policy_versions.carried": ("/policies/{answered}/v2/carried",),
    "policy_versions.compare": ("/policies/{answered}/compare?from=1&to=2",),
    "policy_versions.listing": ("/policies/{answered}/versions",),
    "policy_versions.place": ("/policies/{answered}/v2/place/{orphan}",),
    # their road-test
    "policy_publishing.publish": ("/policies/{draft}/publish", "/policies/{answered}/publish"),
    "policy_states.state": ("/policies/{answered}/state", "/policies/{draft}/state"),
    "policy_states.ruling": ("/policies/{open}/endorsements/{objection}/ruling",),
    "policy_endorsements.listing": ("/policies/{open}/endorsements",),
    "policy_endorsements.endorse": (
        "/policies/{open}/v1/endorse",
        "/policies/{open}/v1/endorse?position=object",
    ),
    "policy_endorsements.endorse_in_round": (f"{_DISCUSSED}/endorse",),
    "policy_endorsements.reconfirm": ("/policies/{answered}/v2/reconfirm",),
    "policy_endorsements.withdraw": ("/policies/{open}/v1/withdraw",),
    "policy_withholding.withhold": ("/policies/{open}/endorsements/withhold",),
    "labels.listing": ("/policies/{labelled}/contests/3",),
    "labels.single": ("/policies/{labelled}/contests/3/comments/{contest}",),
    "labels.answer": ("/policies/{labelled}/contests/3/answer",),
    "rounds.new": ("/policies/{answered}/rounds/new",),
    "rounds.round_page": (_DISCUSSED, _CLOSED, "/policies/{answered}/rounds/1"),
    "round_changes.cancel": (f"{_DISCUSSED}/cancel",),
    "round_changes.close": (f"{_DISCUSSED}/close",),
    "round_changes.extend": (f"{_DISCUSSED}/extend",),
    "round_comments.listing": (
        f"{_DISCUSSED}/comments",
        f"{_DISCUSSED}/comments?clause={{open_clause}}",
        f"{_CLOSED}/comments",
    ),
    "round_comments.single": (f"{_DISCUSSED}/comments/{{comment}}",),
    "answers.workbench": (f"{_CLOSED}/answers", f"{_DISCUSSED}/answers"),
    "answers.disposition": (f"{_CLOSED}/comments/{{closed_comment}}/disposition",),
    "responses.response": ("/policies/{answered}/rounds/1/response", f"{_CLOSED}/response"),
}

POSTS: Mapping[str, str] = {
    "display.switch": "/account/display/switch",
    "signing_in.sign_out": "/account/sign-out",
    "notices.read": "/account/notices/read",
    "unsubscribing.stop": "/account/unsubscribe/no-token",
    "comment_acts.release": "/comments/{comment}/release",
    "comment_acts.unhide": "/comments/{comment}/unhide",
    "contributions.unhide": "/moderation/unhide/{objection}",
    "pages.preview": "/pages/{page}/preview",
    "pages_unsaved.new": "/pages/new/draft",
    "pages_unsaved.edit": "/pages/{page}/edit/draft",
    "policies_unsaved.new": "/policies/new/draft",
    "policies_unsaved.edit": "/policies/{open}/edit/draft",
    "policy_announcements.stop": "/policies/{open}/notices/{comment}/stop",
    "pages_discussion.comment": "/pages/{page}/discussion",
    "policies.preview": "/policies/{open}/preview",
    "pages_waiting.release": "/pages/waiting/{waiting}/release",
    "pages_waiting.refuse": "/pages/waiting/{waiting}/refuse",
    "pages_waiting.uphold": "/pages/waiting/{waiting}/uphold",
    "pages_waiting.appeal": "/pages/waiting/{waiting}/appeal",
    "pages_waiting.take_back": "/pages/waiting/{waiting}/take-back",
    "labels.contest": "/policies/{labelled}/contests/3",
    "round_comments.comment": f"{_DISCUSSED}/comments",
}
"""Where routes that only take a POST are; the others take it where they show their form."""

SECRET: Mapping[str, str] = {
    "joining.confirm": "opens with a token from a mail",
    "passwords.reset": "opens with a token from a mail",
    "unsubscribing.ask": "opens with a token from a mail",
    "machine.metrics": "opens with the operator's token",
    "workshop.letter": "the seed sends no mail that could lie there",
}


def addresses(plot: Plot) -> Mapping[str, tuple[str, ...]]:
    """The sample addresses of each endpoint, filled in."""
    names = asdict(plot)
    return {
        endpoint: tuple(address.format(**names) for address in each)
        for endpoint, each in SAMPLES.items()
    }


def sendings(plot: Plot) -> Mapping[str, str]:
    """An address that takes a POST for each endpoint that may."""
    shown = {endpoint: each[0] for endpoint, each in addresses(plot).items()}
    names = asdict(plot)
    return shown | {endpoint: address.format(**names) for endpoint, address in POSTS.items()}
