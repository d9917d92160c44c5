"""Reads of documents: one, its revisions, lists, links, topics, and what search keeps of it."""

# Only until every caller names the module it means; see the report of this change.
from ssrwiki.commons.documents.queries.carried import Topics as Topics
from ssrwiki.commons.documents.queries.carried import topics as topics
from ssrwiki.commons.documents.queries.documents import document as document
from ssrwiki.commons.documents.queries.documents import elsewhere as elsewhere
from ssrwiki.commons.documents.queries.documents import is_taken as is_taken
from ssrwiki.commons.documents.queries.documents import working_document as working_document
from ssrwiki.commons.documents.queries.links import backlinks as backlinks
from ssrwiki.commons.documents.queries.links import link_targets as link_targets
from ssrwiki.commons.documents.queries.lists import listed as listed
from ssrwiki.commons.documents.queries.lists import on_place as on_place
from ssrwiki.commons.documents.queries.lists import on_theme as on_theme
from ssrwiki.commons.documents.queries.reach import readable as readable
from ssrwiki.commons.documents.queries.reach import working_text_readable as working_text_readable
from ssrwiki.commons.documents.queries.revisions import fields as fields
from ssrwiki.commons.documents.queries.revisions import history as history
from ssrwiki.commons.documents.queries.revisions import rendering as rendering
from ssrwiki.commons.documents.queries.revisions import revision as revision
