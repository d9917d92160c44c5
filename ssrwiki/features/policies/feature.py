"""What policies add to the site."""

from ssrwiki.commons.documents.views import past, unsaved
from ssrwiki.features.policies import feeds
from ssrwiki.features.policies.actions import (
    dispositions,
    endorsements,
    kinds,
    labels,
    redacting,
    rounds,
    states,
    versions,
)
from ssrwiki.features.policies.models.rounds import RESPONSES
from ssrwiki.features.policies.permissions import PERMISSIONS
from ssrwiki.features.policies.queries import (
    concerned,
    needs,
    prints,
    recipients,
    reminded,
    search,
    statements,
)
from ssrwiki.features.policies.queries import rounds as round_queries
from ssrwiki.features.policies.tasks import reminders as reminder_tasks
from ssrwiki.features.policies.tasks import rounds as tasks
from ssrwiki.features.policies.views import announcements, frames, withholding
from ssrwiki.features.policies.views import answers as answers_views
from ssrwiki.features.policies.views import comments as comments_views
from ssrwiki.features.policies.views import endorsements as endorsements_views
from ssrwiki.features.policies.views import labels as labels_views
from ssrwiki.features.policies.views import policies as policies_views
from ssrwiki.features.policies.views import publish as publish_views
from ssrwiki.features.policies.views import responses as responses_views
from ssrwiki.features.policies.views import round_changes as round_changes_views
from ssrwiki.features.policies.views import rounds as rounds_views
from ssrwiki.features.policies.views import states as states_views
from ssrwiki.features.policies.views import versions as versions_views
from ssrwiki.foundation.feature import Feature, Verb

FEATURE = Feature(
    name="policies",
    blueprints=(
        policies_views.blueprint,
        feeds.blueprint,
        versions_views.blueprint,
        publish_views.blueprint,
        states_views.blueprint,
        labels_views.blueprint,
        endorsements_views.blueprint,
        withholding.blueprint,
        rounds_views.blueprint,
        round_changes_views.blueprint,
        comments_views.blueprint,
        answers_views.blueprint,
        responses_views.blueprint,
        announcements.blueprint,
        past.blueprint_of(kinds.POLICY, frames.frame),
        unsaved.blueprint_of(kinds.POLICY),
    ),
    permissions=PERMISSIONS,
    verbs=(
        Verb(versions.PUBLISHED, "%(who)s published a new version of %(title)s.", is_urgent=True),
        Verb(states.MOVED, "%(who)s moved %(title)s on."),
        Verb(states.RULED, "%(who)s ruled on an objection to %(title)s.", is_urgent=True),
        Verb(labels.KEPT, "%(who)s answered that only the wording of %(title)s has changed."),
        Verb(
            labels.RELABELLED,
            "%(who)s answered that %(title)s has changed in substance after all.",
            is_urgent=True,
        ),
        Verb(endorsements.ENDORSED, "%(who)s took a position on %(title)s.", is_urgent=True),
        Verb(endorsements.RECONFIRMED, "%(who)s confirmed a position on %(title)s."),
        Verb(endorsements.WITHDREW, "%(who)s took back a position on %(title)s."),
        Verb(rounds.OPENED, "%(who)s opened %(title)s for comment."),
        Verb(rounds.EXTENDED, "%(who)s gave more time to comment on %(title)s."),
        Verb(rounds.CLOSED_EARLY, "%(who)s closed the round on %(title)s early."),
        Verb(rounds.CANCELLED, "%(who)s cancelled the round on %(title)s."),
        Verb(tasks.ROUND_OPENED, "%(title)s is open for comment."),
        Verb(tasks.ROUND_CLOSES_SOON, "The round on %(title)s closes in two days.", is_urgent=True),
        Verb(
            reminded.HALF_TIME,
            "Your position on %(title)s is on an earlier text. Look at what changed, and confirm "
            "it or not.",
            is_personal=True,
        ),
        Verb(
            reminded.LAST,
            "Your position on %(title)s is still on an earlier text, and only two days are left "
            "to confirm it.",
            is_urgent=True,
            is_personal=True,
        ),
        Verb(
            reminded.CALL,
            "The final call for %(title)s has begun, and your position is on an earlier text.",
            is_personal=True,
        ),
        Verb(concerned.ROUND_CLOSED, "The round on %(title)s has closed.", is_urgent=True),
        Verb(
            concerned.PUBLISHED_ANSWERS,
            "%(who)s answered the comments on %(title)s.",
            is_urgent=True,
        ),
        Verb(dispositions.ANSWERED_ANEW, "%(who)s answered a comment on %(title)s anew."),
    ),
    tasks={**tasks.TASKS, **reminder_tasks.TASKS},
    searchables=(search.SEARCHABLE,),
    findables=(search.FINDABLE,),
    html_tables=(RESPONSES, prints.VERSIONS, prints.CLAUSES),
    needs_you=needs.needs,
    recipients=recipients.recipients,
    said_with=statements.said_with,
    redaction=redacting.SHARE,
    is_thread_over=round_queries.is_thread_over,
)
