"""What moderation adds to the site."""

from ssrwiki.features.moderation.actions import appealing, redacting, reporting
from ssrwiki.features.moderation.permissions import PERMISSIONS
from ssrwiki.features.moderation.queries import queue, subjects
from ssrwiki.features.moderation.views import appeals, contributions, people
from ssrwiki.features.moderation.views import queue as queue_views
from ssrwiki.features.moderation.views import reporting as reporting_views
from ssrwiki.foundation.feature import Feature, Verb

FEATURE = Feature(
    name="moderation",
    blueprints=(
        reporting_views.blueprint,
        queue_views.blueprint,
        appeals.blueprint,
        people.blueprint,
        contributions.blueprint,
    ),
    permissions=PERMISSIONS,
    verbs=(
        Verb(reporting.DECIDED, "%(who)s decided on what you reported."),
        Verb(subjects.HID, "%(who)s took something said about %(title)s from view."),
        Verb(subjects.UNHID, "%(who)s put something said about %(title)s back in view."),
        Verb(appealing.DECIDED_APPEAL, "%(who)s decided on your appeal.", is_urgent=True),
    ),
    needs_you=queue.needs,
    redaction=redacting.SHARE,
)
