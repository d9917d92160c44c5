"""What discussions add to the site; features bring their own threads and pages."""

from ssrwiki.commons.discussion import permissions
from ssrwiki.commons.discussion.actions import comments, corrections, emptying, moderation
from ssrwiki.commons.discussion.models import COMMENTS, DISPOSITIONS
from ssrwiki.commons.discussion.queries import beside, concerned, search
from ssrwiki.commons.discussion.views import acts
from ssrwiki.foundation.feature import Feature, Verb

FEATURE = Feature(
    name="discussion",
    blueprints=(acts.blueprint,),
    permissions=(
        permissions.COMMENT,
        permissions.MODERATE,
        permissions.SORT,
        permissions.GIVE_RECEIPT,
    ),
    verbs=(
        Verb(comments.COMMENTED, "%(who)s commented on %(title)s."),
        Verb(concerned.REPLIED, "%(who)s replied to a comment on %(title)s.", is_urgent=True),
        Verb(corrections.WITHDREW, "%(who)s withdrew a comment on %(title)s."),
        Verb(moderation.HID, "%(who)s took a comment on %(title)s from view."),
        Verb(
            moderation.REFUSED,
            "%(who)s refused a comment of yours.",
            is_urgent=True,
            is_personal=True,
        ),
        Verb(moderation.UNHID, "%(who)s put a comment on %(title)s back in view."),
        Verb(emptying.REDACTED, "%(who)s redacted a comment on %(title)s."),
    ),
    searchables=(search.SEARCHABLE,),
    findables=(search.FINDABLE,),
    html_tables=(COMMENTS, DISPOSITIONS),
    recipients=concerned.recipients,
    said_with=beside.said_with,
    redaction=emptying.SHARE,
)
