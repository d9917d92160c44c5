"""What accounts add to the site."""

from ssrwiki.features.accounts import queries, tasks
from ssrwiki.features.accounts.actions import staff, tokens
from ssrwiki.features.accounts.views import (
    again,
    closing,
    display,
    joining,
    passwords,
    settings,
    signing_in,
)
from ssrwiki.foundation.feature import Feature, Schedule

FEATURE = Feature(
    name="accounts",
    blueprints=(
        joining.blueprint,
        signing_in.blueprint,
        again.blueprint,
        passwords.blueprint,
        settings.blueprint,
        display.blueprint,
        closing.blueprint,
    ),
    tasks={
        tokens.MAIL: tasks.mail,
        staff.MAIL_STANDING: tasks.mail_standing,
        tasks.SWEEP: tasks.sweep,
        tasks.END_SIGN_INS: tasks.end_sign_ins,
    },
    needs_you=queries.needs,
    schedules=(Schedule(tasks.SWEEP, every_minutes=60),),
)
