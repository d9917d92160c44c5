"""What documents of every kind add to the site."""

from ssrwiki.commons.documents import feeds, permissions, tasks
from ssrwiki.commons.documents.actions import emptying, hiding, holding, judging, redacting, saving
from ssrwiki.commons.documents.queries import renderings
from ssrwiki.commons.documents.views import recent
from ssrwiki.foundation.feature import Feature, Verb
from ssrwiki.foundation.redactions.pieces import RedactionShare

FEATURE = Feature(
    name="documents",
    blueprints=(recent.blueprint, feeds.blueprint),
    permissions=(
        permissions.READ,
        permissions.READ_WORKING_TEXT,
        permissions.REDACT,
        permissions.HIDE,
        permissions.JUDGE,
    ),
    verbs=(
        Verb(saving.CREATED, "%(who)s wrote %(title)s."),
        Verb(saving.SAVED, "%(who)s revised %(title)s."),
        Verb(saving.RESTORED, "%(who)s restored an older text of %(title)s."),
        Verb(hiding.HID, "%(who)s hid something that you wrote.", is_urgent=True),
        Verb(judging.RELEASED, "%(who)s let an edit of yours out.", is_personal=True),
        Verb(
            judging.OVERTAKEN,
            "Somebody saved before your edit was let out. Your text is kept: make it anew.",
            is_urgent=True,
            is_personal=True,
        ),
        Verb(
            judging.REFUSED, "%(who)s refused an edit of yours.", is_urgent=True, is_personal=True
        ),
        Verb(
            judging.UPHELD,
            "%(who)s looked again, and your edit stays refused.",
            is_urgent=True,
            is_personal=True,
        ),
        Verb(hiding.UNHID, "%(who)s put something that you wrote back in view."),
        Verb(emptying.REDACTED, "%(who)s redacted a revision of %(title)s."),
        Verb(redacting.REDACTED_PART, "%(who)s redacted something said about %(title)s."),
    ),
    tasks=tasks.TASKS,
    schedules=tasks.SCHEDULES,
    html_tables=(renderings.RENDERINGS,),
    redaction=RedactionShare(redactables=(emptying.REVISION, holding.HELD_EDIT)),
)
