"""What documents of every kind add to the site."""

from ssrwiki.commons.documents import feeds, permissions
from ssrwiki.commons.documents.actions import hiding, redacting, saving
from ssrwiki.commons.documents.views import recent
from ssrwiki.foundation.feature import Feature, Verb

FEATURE = Feature(
    name="documents",
    blueprints=(recent.blueprint, feeds.blueprint),
    permissions=(
        permissions.READ,
        permissions.READ_WORKING_TEXT,
        permissions.REDACT,
        permissions.HIDE,
    ),
    verbs=(
        Verb(saving.CREATED, "%(who)s wrote %(title)s."),
        Verb(saving.SAVED, "%(who)s revised %(title)s."),
        Verb(saving.RESTORED, "%(who)s restored an older text of %(title)s."),
        Verb(hiding.HID, "%(who)s hid something that you wrote.", is_urgent=True),
        Verb(hiding.UNHID, "%(who)s put something that you wrote back in view."),
        Verb(redacting.REDACTED, "%(who)s redacted a revision of %(title)s."),
    ),
)
