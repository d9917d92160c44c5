"""What notices add to the site."""

from ssrwiki.commons.activity.actions import ANNOUNCE
from ssrwiki.commons.notifications import permissions
from ssrwiki.commons.notifications.tasks import announcing, mailing
from ssrwiki.commons.notifications.views import inbox, unsubscribing, watching
from ssrwiki.foundation.feature import Feature, Schedule

FEATURE = Feature(
    name="notifications",
    blueprints=(inbox.blueprint, watching.blueprint, unsubscribing.blueprint),
    permissions=(permissions.WATCH,),
    tasks={
        ANNOUNCE: announcing.announce,
        mailing.MAIL: mailing.mail,
        mailing.DIGEST: mailing.digest,
        mailing.PLAN: mailing.plan_digests,
    },
    # Zones begin their day on the quarter of an hour.
    schedules=(Schedule(mailing.PLAN, every_minutes=15),),
)
