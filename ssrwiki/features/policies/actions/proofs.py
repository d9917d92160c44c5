"""A working text ready for print: cut into blocks and rendered before a transaction opens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.features.policies.actions import kinds
from ssrwiki.features.policies.queries import prints
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.markup.markdown import Rendered


@dataclass(frozen=True, slots=True)
class Proof:
    """The head revision as a version would print it."""

    revision_id: int
    revision_number: int
    title: str
    lang: str
    fields: Mapping[str, str | list[str]]
    content_hash: str
    body: str
    rendered: Rendered
    field_html: str

    def line(self, name: str) -> str:
        """A typed field that holds one text; "" when it was left empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""


def proof(session: Session, document: Document) -> Proof:
    """The working text as it stands."""
    head = revisions.revision(session, document, document.head_number)
    fields: Mapping[str, str | list[str]] = json.loads(head.fields)
    field = fields.get(kinds.FIELD, "")
    return Proof(
        revision_id=head.id,
        revision_number=head.number,
        title=head.title,
        lang=head.lang,
        fields=fields,
        content_hash=head.content_hash,
        body=head.body,
        rendered=markdown.render(head.body),
        field_html=(
            markdown.render(str(field), heading_prefix=prints.FIELD_PREFIX).html if field else ""
        ),
    )
