"""What moderation adds to the site."""

from ssrwiki.features.moderation.actions import appealing, redacting, reporting
from ssrwiki.features.moderation.permissions import PERMISSIONS
from ssrwiki.features.moderation.queries import queue
from ssrwiki.features.moderation.views import appeals, people
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
    ),
    permissions=PERMISSIONS,
    verbs=(
        Verb(reporting.DECIDED, "%(who)s decided on what you reported."),
        Verb(appealing.DECIDED_APPEAL, "%(who)s decided on your appeal.", is_urgent=True),
    ),
    needs_you=queue.needs,
    redact=redacting.redact,
)
