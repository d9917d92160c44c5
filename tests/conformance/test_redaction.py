"""Every column that can hold people's words is known to redaction, or says why it needn't be."""

from sqlalchemy import String, Text

from ssrwiki import app as composition
from ssrwiki.commons.documents.rules import RedactionReason
from ssrwiki.foundation.database import Base
from tests.conformance.telling import check

EMPTIED = {
    *("revision.title", "revision.body", "revision.fields", "revision.summary"),
    *("rendering.html", "rendering.plain", "rendering.contents", "document_link.target_slug"),
    *("document.title", "document.title_slug", "document.abstract"),
    *("document.slug", "policy.contact"),
    *("activity.summary", "activity.address", "spent_form.location"),
    *("comment.body", "comment.body_html", "comment.replacement", "comment.trial"),
    *("comment.quote", "comment.quote_prefix", "comment.quote_suffix"),
    *("disposition.reason", "disposition.reason_html", "ruling.reason", "label_answer.reason"),
    *("version.summary", "version.field_html", "version.footnotes_html"),
    *("version_clause.html", "version_clause.text", "state_change.reason"),
    *("endorsement.reason", "endorsement.conditions", "round.question", "round_change.reason"),
    *("response.text", "response.text_html", "report.note", "report.explanation"),
    *("appeal.text", "appeal.explanation"),
    *("held_edit.title", "held_edit.body", "held_edit.fields", "held_edit.summary"),
    *("held_edit.appeal", "held_edit.explanation", "unsaved_edit.fields"),
}
"""What a redaction reaches; `tests/privacy/test_redacted_words.py` plants a word there."""

NO_WORDS = {
    *("job.payload", "job.unique_key", "job.last_error"),  # ids, and names of functions
    "revision.redaction_reason",  # public for ever; repeating what has to go is refused
    "response.statistics",  # figures
    "disposition.office",  # the name of an organisation
    *("planted.key", "search_change.key"),
}
OF_PEOPLE_AND_PLACES = {
    *("person", "organisation", "affiliation", "theme", "theme_name", "reader_group", "watch"),
    *("sign_in", "account_token", "joining", "authorship", "redaction", "redaction_echo"),
}
"""Tables of names that are nobody's contribution; an operator or a moderator changes those."""
LONGEST_CODE = 64


def test_every_column_of_words_is_emptied_or_holds_none() -> None:
    def holds_words(kind: object) -> bool:
        is_short = isinstance(kind, String) and (kind.length or LONGEST_CODE + 1) <= LONGEST_CODE
        return isinstance(kind, Text) or (isinstance(kind, String) and not is_short)

    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in OF_PEOPLE_AND_PLACES
        for column in table.columns
        if holds_words(column.type) and not column.name.startswith("byline_")
    }
    check(
        "A redaction must reach this column: make it part of a Redactable and plant a word in it; "
        "or say in NO_WORDS why people's words can't stand there.",
        columns - EMPTIED - NO_WORDS,
    )
    check("There is no such column any more.", (EMPTIED | NO_WORDS) - columns)


def test_each_kind_is_declared_once_and_listed_with_a_code() -> None:
    kinds = [
        each.kind for feature in composition.FEATURES for each in feature.redaction.redactables
    ]
    assert len(kinds) == len(set(kinds))
    table = Base.metadata.tables["redaction"]
    for column, values in (("kind", kinds), ("reason", [*RedactionReason])):
        length = getattr(table.columns[column].type, "length", 0)
        assert max(map(len, values)) <= length
