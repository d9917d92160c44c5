"""A text as its author sends it, cleaned, checked and rendered before any transaction opens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES, DocumentKind
from ssrwiki.commons.documents.rules import (
    Audience,
    FieldProblem,
    Fields,
    FieldSpec,
    FieldType,
    FieldValue,
)
from ssrwiki.foundation import text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.words import Message, say

LONGEST_SUMMARY = 300

COMMON_FIELDS = (
    FieldSpec(ABSTRACT, "Abstract", FieldType.LINE, 300),
    FieldSpec(THEMES, "Themes", FieldType.CHOICES, 80),
    FieldSpec(PLACES, "Regions and countries", FieldType.CHOICES, 3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """Everything a revision keeps, ready to be saved; `group` is a slug where one reads.

    `agreed` is the byline that its author was shown, where they were.
    """

    title: str
    body: str
    fields: Fields
    lang: str
    summary: str
    is_minor: bool
    attribution: str
    agreed: Byline | None = None
    audience: Audience
    group: str = ""
    rendered: markdown.Rendered

    def content_hash(self, keys: Keys) -> str:
        """Keyed, so that a redacted text can't be confirmed by guessing it."""
        return keys.sign("revision", "\0".join((self.title, self.body, self.fields_json)))

    @property
    def fields_json(self) -> str:
        """The typed fields as they are stored."""
        return json.dumps(dict(self.fields), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The form's values, unchecked."""

    title: str
    body: str
    summary: str = ""
    is_minor: bool = False
    attribution: str = "named"
    agreed: Byline | None = None
    audience: str = Audience.MEMBERS
    group: str = ""
    lang: str = "en"
    fields: Mapping[str, FieldValue] = field(default_factory=dict)


def prepare(kind: DocumentKind, draft: Draft) -> Manuscript:
    """The draft cleaned, checked against the kind's typed fields, and rendered.

    Raises:
        Invalid: naming the field at fault.
    """
    title = text.clean_title(draft.title)
    body = text.clean_text(draft.body)
    if not body.strip():
        raise Invalid(say("Write some text first."), "body")
    if draft.audience not in list(Audience):
        raise Invalid(say("Choose who may read it."), "audience")
    return Manuscript(
        title=title,
        body=body,
        fields=_checked(kind, draft.fields),
        lang=draft.lang,
        summary=text.clean_line(draft.summary, "summary")[:LONGEST_SUMMARY],
        is_minor=draft.is_minor,
        attribution=draft.attribution,
        agreed=draft.agreed,
        audience=Audience(draft.audience),
        group=draft.group,
        rendered=markdown.render(body),
    )


def specs(kind: DocumentKind) -> tuple[FieldSpec, ...]:
    """The fields common to all kinds, then the kind's own."""
    return (*COMMON_FIELDS, *kind.fields)


def _checked(kind: DocumentKind, given: Mapping[str, FieldValue]) -> Fields:
    kept: dict[str, FieldValue] = {}
    for spec in specs(kind):
        value = given.get(spec.name, () if spec.type == FieldType.CHOICES else "")
        if isinstance(value, str):
            value = text.clean_text(value).strip()
        if problem := spec.problem(value):
            raise Invalid(_refusal(spec, problem), spec.name)
        if value:
            kept[spec.name] = value
    return kept


def _refusal(spec: FieldSpec, problem: FieldProblem) -> Message:
    return {
        FieldProblem.TOO_LONG: say(
            "Keep this to %(longest)s characters.", longest=spec.longest_count
        ),
        FieldProblem.NO_DATE: say("Write the date as year-month-day, for example 2027-03-31."),
        FieldProblem.NO_SUCH_CHOICE: say("Choose from the list."),
    }[problem]
