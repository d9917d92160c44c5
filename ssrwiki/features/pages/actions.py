"""The kind of document that a page is; it has no typed fields of its own."""

from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.features.pages.permissions import CREATE, EDIT
from ssrwiki.features.pages.queries import KIND

PAGE = DocumentKind(name=KIND, section="pages", create=CREATE, edit=EDIT)
