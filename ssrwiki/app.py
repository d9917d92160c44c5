"""The only composition root: settings in, application out."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from ssrwiki.commons.authorship import views as authorship
from ssrwiki.commons.discussion.feature import FEATURE as DISCUSSION
from ssrwiki.commons.documents.actions import replaying
from ssrwiki.commons.documents.feature import FEATURE as DOCUMENTS
from ssrwiki.commons.notifications.feature import FEATURE as NOTIFICATIONS
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.accounts.feature import FEATURE as ACCOUNTS
from ssrwiki.features.accounts.views import visits
from ssrwiki.features.directory.feature import FEATURE as DIRECTORY
from ssrwiki.features.home.feature import FEATURE as HOME
from ssrwiki.features.moderation.feature import FEATURE as MODERATION
from ssrwiki.features.pages.feature import FEATURE as PAGES
from ssrwiki.features.policies.feature import FEATURE as POLICIES
from ssrwiki.features.search.feature import FEATURE as SEARCH
from ssrwiki.features.topics.feature import FEATURE as TOPICS
from ssrwiki.foundation import access, changes, keys, migrations
from ssrwiki.foundation.access import Permission
from ssrwiki.foundation.addresses import Addresses
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.feature import Feature, Schedule, Task
from ssrwiki.foundation.logs import lines
from ssrwiki.foundation.mail import transports
from ssrwiki.foundation.mail.letters import Letters
from ssrwiki.foundation.mail.post import Post
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.listing import RedactionList
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.search.door import SearchIndex
from ssrwiki.foundation.search.outbox import Drained
from ssrwiki.foundation.search.port import IndexUnavailable, Searchable
from ssrwiki.foundation.search.rebuild import rebuild_if_needed
from ssrwiki.foundation.search.upkeep import Upkeep
from ssrwiki.foundation.settings import Settings, SettingsError
from ssrwiki.foundation.stored_html import HtmlTable
from ssrwiki.foundation.web import (
    access_log,
    assets,
    compression,
    errors,
    headers,
    languages,
    machine,
    numbers,
    once,
    route_marks,
    templating,
    throttle,
    unit_of_work,
)
from ssrwiki.foundation.web.kept_pages import KeptPages
from ssrwiki.foundation.web.site import Site

LARGEST_REQUEST_BYTES = 2 * 1024 * 1024

FEATURES: tuple[Feature, ...] = (
    DOCUMENTS,
    DISCUSSION,
    NOTIFICATIONS,
    ACCOUNTS,
    PAGES,
    POLICIES,
    MODERATION,
    TOPICS,
    SEARCH,
    DIRECTORY,
    HOME,
)


def open_database(settings: Settings) -> Database:
    """The database of these settings, with keys and post office at hand for its sessions."""
    held = keys.Keys(settings.secret_key, tuple(filter(None, settings.secret_keys_old.split(","))))
    database = Database(settings.database, held)
    database.info["features"] = FEATURES
    database.info["redaction_list"] = RedactionList(settings.data_folder, held)
    letters = Letters(settings.mail_from, Addresses(settings.base_url), held)
    database.info["post"] = Post(
        letters, transports.from_url(settings.mail_url, settings.data_folder)
    )
    return database


def create_app(settings: Settings, database: Database | None = None) -> Site:
    """The site; `database` only where a caller holds one open already."""
    app = Site("ssrwiki")
    opened = database or open_database(settings)
    app.config.update(
        SETTINGS=settings,
        KEYS=opened.info["keys"],
        SECRET_KEY=keys.Keys(settings.secret_key).derive("form-cookie"),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST_BYTES,
        SESSION_COOKIE_NAME="__Host-form" if settings.is_served_by_https else "form",
        SESSION_COOKIE_SECURE=settings.is_served_by_https,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    lines.configure()
    app.put_before(lambda inner: KeptPages(inner, changes.watch(opened)))
    access_log.register(app, opened.engine)
    numbers.register(app)
    compression.register(app)
    unit_of_work.register(app, opened)
    headers.register(app, settings)
    languages.register(app, settings)
    templating.register(app)
    errors.register(app)
    visits.register(app)
    CSRFProtect(app)
    throttle.init(app, opened, settings)
    route_marks.register(app)
    machine.register(app, settings)
    authorship.register(app)
    app.jinja_env.globals.update(once_token=once.token, can=_can)
    assets.register(app, settings.data_folder)
    proxies = int(settings.trusted_proxies)
    app.put_before(lambda inner: ProxyFix(inner, x_for=proxies, x_proto=proxies, x_host=0))
    app.extensions["ssrwiki.search"] = open_index(settings)
    app.extensions["ssrwiki.features"] = FEATURES
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    return app


def served_app(settings: Settings) -> Site:
    """The site as a server may show it to others; its files are for its own user only.

    Raises:
        SettingsError: the schema isn't at head, demo accounts lie in a production database, or
            words in it that were redacted.
    """
    os.umask(0o077)
    opened = open_database(settings)
    try:
        if not migrations.is_at_head(opened):
            raise SettingsError("The database is not at the newest schema: ssrwiki upgrade")
        refuse_demo_accounts(settings, opened)
        refuse_redacted_words(opened)
    finally:
        opened.dispose()
    return create_app(settings)


def open_index(settings: Settings) -> SearchIndex:
    """The search index of these settings."""
    return SearchIndex(settings.data_folder / "search")


def searchables() -> tuple[Searchable, ...]:
    """What all features put into the index."""
    return tuple(searchable for feature in FEATURES for searchable in feature.searchables)


def html_tables() -> tuple[HtmlTable[Any], ...]:
    """Every table that holds HTML."""
    return tuple(table for feature in FEATURES for table in feature.html_tables)


def tasks() -> Mapping[str, Task]:
    """Every task by the name of its job."""
    return {name: task for feature in FEATURES for name, task in feature.tasks.items()}


def schedules() -> tuple[Schedule, ...]:
    """What runs again and again."""
    return tuple(schedule for feature in FEATURES for schedule in feature.schedules)


def build_index_if_needed(database: Database, index: SearchIndex) -> bool:
    """Builds a missing, outdated or broken index; whether it had to."""
    return rebuild_if_needed(index, searchables(), reading=database.reading)


def drain_index(database: Database, index: SearchIndex) -> Drained:
    """Indexes one batch of changes, after a rebuild where there is no index to put them in."""
    try:
        return outbox.drain(
            index, searchables(), reading=database.reading, writing=database.writing
        )
    except IndexUnavailable:
        build_index_if_needed(database, index)
        return Drained(0, 0, was_elected=True)


def keep_index(database: Database, index: SearchIndex) -> Callable[[], Drained]:
    """What a worker does for the index at each turn: a batch of changes, and a look at its wear."""
    upkeep = Upkeep(index, searchables(), reading=database.reading)

    def turn() -> Drained:
        drained = drain_index(database, index)
        upkeep.look_now_and_then()
        return drained

    return turn


def refuse_demo_accounts(settings: Settings, database: Database) -> None:
    """Keeps a production site from starting with accounts whose password everybody knows.

    Raises:
        SettingsError: when there are some.
    """
    if not settings.is_production:
        return
    with database.reading() as session:
        if people.has_demo_accounts(session):
            raise SettingsError("This database holds demo accounts; production won't serve it.")


def refuse_redacted_words(database: Database) -> None:
    """Keeps a site from starting on a restored backup whose redactions weren't made again.

    It makes none itself: several processes start at once, and perhaps on a database that was put
    there by mistake. `ssrwiki upgrade` and `ssrwiki redactions replay` do.

    Raises:
        SettingsError: while some are due.
    """
    with database.reading() as session:
        keeping.bring_up_to_date(session)
        refusal = replaying.outstanding(session).refusal
    if refusal:
        raise SettingsError(refusal)


def _can(name: str, subject: object = None) -> bool:
    """Whether the present actor has a permission, by its name, for a template."""
    return access.is_allowed(current_actor(), _permissions()[name], subject)


@cache
def _permissions() -> Mapping[str, Permission[Any, Any]]:
    return {permission.name: permission for f in FEATURES for permission in f.permissions}
