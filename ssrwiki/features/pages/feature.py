"""What pages add to the site."""

from ssrwiki.commons.discussion.views.conversation import discussion_blueprint
from ssrwiki.commons.documents.views import past, unsaved, waiting
from ssrwiki.features.pages import permissions, queries
from ssrwiki.features.pages.actions import PAGE
from ssrwiki.features.pages.views import blueprint
from ssrwiki.foundation.feature import Feature

FEATURE = Feature(
    name="pages",
    blueprints=(
        blueprint,
        past.blueprint_of(PAGE),
        past.comparison_of(PAGE),
        unsaved.blueprint_of(PAGE),
        waiting.blueprint_of(PAGE),
        discussion_blueprint(PAGE),
    ),
    permissions=(permissions.CREATE, permissions.EDIT),
    searchables=(queries.SEARCHABLE,),
    findables=(queries.FINDABLE,),
)
