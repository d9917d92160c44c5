"""The first schema.

Revision ID: 2026_11_21_initial
Revises:
"""

import sqlalchemy as sa
from alembic import op

from ssrwiki.foundation.database import UtcDateTime

revision = "2026_11_21_initial"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("unique_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("dead_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_job_unique_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["dead_at", "due_at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("is_international", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("name_skeleton", sa.String(length=240), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("is_moderator", sa.Boolean(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("mail_preference", sa.String(length=20), nullable=False),
        sa.Column("terms_version", sa.String(length=20), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("deactivated_at", UtcDateTime(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("handle", name=op.f("uq_person_handle")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_name_skeleton"), ["name_skeleton"], unique=False
        )

    op.create_table(
        "planted",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_planted")),
    )
    op.create_table(
        "reader_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_group")),
        sa.UniqueConstraint("slug", name=op.f("uq_reader_group_slug")),
    )
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("target_id", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("covers_title", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("public_id", name=op.f("uq_redaction_public_id")),
    )
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redaction_target_id"), ["target_id"], unique=False)

    op.create_table(
        "redaction_echo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("redaction_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("target_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["redaction_id"], ["redaction.id"], name=op.f("fk_redaction_echo_redaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction_echo")),
    )
    with op.batch_alter_table("redaction_echo", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_redaction_echo_redaction_id"), ["redaction_id"], unique=False
        )

    op.create_table(
        "search_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("is_expunged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_change")),
    )
    op.create_table(
        "spent_form",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_spent_form")),
    )
    with op.batch_alter_table("spent_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_form_at"), ["at"], unique=False)

    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_theme_no_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["theme.id"], name=op.f("fk_theme_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("slug", name=op.f("uq_theme_slug")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "throttle_hit",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("hit_count", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_throttle_hit")),
    )
    with op.batch_alter_table("throttle_hit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_throttle_hit_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "account_token",
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_token_person_id")
        ),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_account_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_token_token_hash")),
    )
    with op.batch_alter_table("account_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_token_person_id"), ["person_id"], unique=False)

    op.create_table(
        "joining",
        sa.Column("token_id", sa.String(length=12), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("terms_version", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["account_token.public_id"], name=op.f("fk_joining_token_id")
        ),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_joining")),
    )
    with op.batch_alter_table("joining", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joining_email"), ["email"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("is_international", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("verified_at", UtcDateTime(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_affiliation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_affiliation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["person.id"], name=op.f("fk_affiliation_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index("ix_affiliation_current", ["person_id", "to_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_affiliation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "authorship",
        sa.Column("contribution_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_authorship_person_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_authorship")),
    )
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorship_person_id"), ["person_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("section", sa.String(length=30), nullable=False),
        sa.Column("slug", sa.String(length=160), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_slug", sa.String(length=160), nullable=False),
        sa.Column("abstract", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("working_audience", sa.String(length=20), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("head_number", sa.Integer(), nullable=False),
        sa.Column("translation_of_id", sa.Integer(), nullable=True),
        sa.Column("translation_source_number", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revised_at", UtcDateTime(), nullable=False),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["reader_group.id"], name=op.f("fk_document_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["translation_of_id"], ["document.id"], name=op.f("fk_document_translation_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("public_id", name=op.f("uq_document_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_document_slug")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            "ix_document_listed", ["kind", "revised_at", "public_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_document_title_slug"), ["title_slug"], unique=False)

    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["reader_group.id"], name=op.f("fk_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint(
            "group_id", "person_id", name=op.f("uq_group_member_group_id_person_id")
        ),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("authenticated_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("strength", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "theme_name",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_name_theme_id")),
        sa.PrimaryKeyConstraint("theme_id", "lang", name=op.f("pk_theme_name")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.String(length=12), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("needs_working_text", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=True),
        sa.Column("announced_at", UtcDateTime(), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_activity_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("public_id", name=op.f("uq_activity_public_id")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_activity_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_activity_listed", ["listed_at", "public_id"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hiding_id", sa.String(length=12), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=12), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_appeal_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("hiding_id", name=op.f("uq_appeal_hiding_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appeal_public_id")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_appeal_listed", ["listed_at", "public_id"], unique=False)

    op.create_table(
        "document_link",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("target_slug", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_link_document_id")
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "is_working", "target_slug", name=op.f("pk_document_link")
        ),
    )
    with op.batch_alter_table("document_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_link_target_slug"), ["target_slug"], unique=False
        )

    op.create_table(
        "document_owner",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_owner_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_document_owner_organisation_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "organisation_id", name=op.f("pk_document_owner")),
    )
    with op.batch_alter_table("document_owner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_owner_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "document_place",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("place_code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_place_document_id")
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "is_working", "place_code", name=op.f("pk_document_place")
        ),
    )
    with op.batch_alter_table("document_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_place_place_code"), ["place_code"], unique=False
        )

    op.create_table(
        "document_theme",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_theme_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_document_theme_theme_id")
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "is_working", "theme_id", name=op.f("pk_document_theme")
        ),
    )
    with op.batch_alter_table("document_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_theme_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "policy",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("current_version_number", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("call_opened_at", UtcDateTime(), nullable=True),
        sa.Column("call_closes_at", UtcDateTime(), nullable=True),
        sa.Column("holders_reminded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_policy_document_id")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_policy_lead_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["person.id"], name=op.f("fk_policy_steward_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_policy")),
    )
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_state"), ["state"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=12), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_report_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("public_id", name=op.f("uq_report_public_id")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_report_listed", ["listed_at", "public_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("restored_number", sa.Integer(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("redaction_reason", sa.String(length=300), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=40), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_revision_document_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_revision_public_id")),
    )
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_thread_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint(
            "document_id", "purpose", "number", name=op.f("uq_thread_document_id_purpose_number")
        ),
    )
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("place_code", sa.String(length=3), nullable=True),
        sa.CheckConstraint(
            "(document_id IS NOT NULL AND theme_id IS NULL AND place_code IS NULL) OR (document_id IS NULL AND theme_id IS NOT NULL AND place_code IS NULL) OR (document_id IS NULL AND theme_id IS NULL AND place_code IS NOT NULL)",
            name=op.f("ck_watch_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_watch_document_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_watch_person_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_watch_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint(
            "person_id", "document_id", name=op.f("uq_watch_person_id_document_id")
        ),
        sa.UniqueConstraint("person_id", "place_code", name=op.f("uq_watch_person_id_place_code")),
        sa.UniqueConstraint("person_id", "theme_id", name=op.f("uq_watch_person_id_theme_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_watch_public_id")),
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watch_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_watch_place_code"), ["place_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_watch_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.String(length=12), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_prefix", sa.String(length=200), nullable=False),
        sa.Column("quote_suffix", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sorted_kind", sa.String(length=20), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("trial", sa.Text(), nullable=True),
        sa.Column("is_point", sa.Boolean(), nullable=False),
        sa.Column("is_from_owner", sa.Boolean(), nullable=False),
        sa.Column("is_from_practitioner", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=40), nullable=True),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_comment_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_comment_public_id")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_clause", ["thread_id", "clause_id"], unique=False)
        batch_op.create_index(
            "ix_comment_listed", ["thread_id", "listed_at", "public_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_comment_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("watch_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("mail_state", sa.String(length=20), nullable=False),
        sa.Column("mailed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_notice_activity_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch.id"], name=op.f("fk_notice_watch_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "person_id", "activity_id", name=op.f("uq_notice_person_id_activity_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_notice_public_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index("ix_notice_inbox", ["person_id", "is_read"], unique=False)
        batch_op.create_index("ix_notice_mail", ["mail_state", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_watch_id"), ["watch_id"], unique=False)

    op.create_table(
        "rendering",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_rendering_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_rendering")),
    )

    op.create_table(
        "state_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=30), nullable=False),
        sa.Column("to_state", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["policy.document_id"], name=op.f("fk_state_change_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_state_change_public_id")),
    )
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_state_change_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("change_class", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("field_html", sa.Text(), nullable=False),
        sa.Column("footnotes_html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["policy.document_id"], name=op.f("fk_version_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_version_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_version_document_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_version_public_id")),
    )
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_anchor_comment_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_anchor_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint(
            "comment_id", "version_id", name=op.f("uq_anchor_comment_id_version_id")
        ),
    )
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchor_version_id"), ["version_id"], unique=False)

    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("target_version", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=160), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_disposition_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["comment.id"], name=op.f("fk_disposition_duplicate_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_disposition_comment_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_disposition_public_id")),
    )
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("is_verified_after_opening", sa.Boolean(), nullable=False),
        sa.Column("is_from_owner", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("is_reconfirmation", sa.Boolean(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=40), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_endorsement_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["policy.document_id"], name=op.f("fk_endorsement_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_endorsement_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["endorsement.id"], name=op.f("fk_endorsement_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_endorsement_public_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_endorsement_replaces_id")),
    )
    with op.batch_alter_table("endorsement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_endorsement_document", ["document_id", "version_number"], unique=False
        )

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_receipt_comment_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_receipt_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint(
            "comment_id",
            "organisation_id",
            "step",
            name=op.f("uq_receipt_comment_id_organisation_id_step"),
        ),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("response_due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("responding_at", UtcDateTime(), nullable=True),
        sa.Column("responded_at", UtcDateTime(), nullable=True),
        sa.Column("announced_close_at", UtcDateTime(), nullable=True),
        sa.Column("holders_reminded_at", UtcDateTime(), nullable=True),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["policy.document_id"], name=op.f("fk_round_document_id")
        ),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_round_thread_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_round_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_round_document_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_round_public_id")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_round_thread_id")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_closes_at"), ["closes_at"], unique=False)

    op.create_table(
        "version_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.String(length=12), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("container", sa.String(length=2), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("moved_from", sa.String(length=20), nullable=True),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_version_clause_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_clause")),
        sa.UniqueConstraint(
            "version_id", "clause_id", name=op.f("uq_version_clause_version_id_clause_id")
        ),
    )
    with op.batch_alter_table("version_clause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_clause_clause_id"), ["clause_id"], unique=False
        )
        batch_op.create_index("ix_version_clause_order", ["version_id", "ordinal"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("statistics", sa.Text(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_response_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("public_id", name=op.f("uq_response_public_id")),
        sa.UniqueConstraint("round_id", name=op.f("uq_response_round_id")),
    )
    op.create_table(
        "round_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("from_closes_at", UtcDateTime(), nullable=False),
        sa.Column("to_closes_at", UtcDateTime(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_change_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_round_change_public_id")),
    )
    with op.batch_alter_table("round_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_change_round_id"), ["round_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_ruling_endorsement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("endorsement_id", name=op.f("uq_ruling_endorsement_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ruling_public_id")),
    )
    op.create_table(
        "held_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=30), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("refused_reason", sa.String(length=40), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appealed_at", UtcDateTime(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_held_edit_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["reader_group.id"], name=op.f("fk_held_edit_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_edit")),
        sa.UniqueConstraint("public_id", name=op.f("uq_held_edit_public_id")),
    )
    with op.batch_alter_table("held_edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_edit_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            "ix_held_edit_waiting", ["outcome", "listed_at", "public_id"], unique=False
        )

    op.create_table(
        "unsaved_edit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_unsaved_edit_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_unsaved_edit_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_unsaved_edit")),
    )
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unsaved_edit_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_unsaved_edit_kept_at"), ["kept_at"], unique=False)

    op.create_table(
        "label_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("redacted_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("attribution", sa.String(length=20), nullable=False),
        sa.Column("byline_name", sa.String(length=120), nullable=True),
        sa.Column("byline_handle", sa.String(length=60), nullable=True),
        sa.Column("byline_organisation", sa.String(length=160), nullable=True),
        sa.Column("byline_family", sa.String(length=40), nullable=True),
        sa.Column("byline_is_international", sa.Boolean(), nullable=True),
        sa.Column("byline_region", sa.String(length=3), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_label_answer_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_label_answer_public_id")),
    )
    with op.batch_alter_table("label_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_label_answer_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "label_contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["label_answer.id"], name=op.f("fk_label_contest_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_label_contest_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_label_contest_endorsement_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_label_contest_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_contest")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_label_contest_comment_id")),
    )
    with op.batch_alter_table("label_contest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_label_contest_endorsement_id"), ["endorsement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_label_contest_version_id"), ["version_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("label_contest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_label_contest_version_id"))
        batch_op.drop_index(batch_op.f("ix_label_contest_endorsement_id"))

    op.drop_table("label_contest")
    with op.batch_alter_table("label_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_label_answer_version_id"))

    op.drop_table("label_answer")
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unsaved_edit_kept_at"))
        batch_op.drop_index(batch_op.f("ix_unsaved_edit_document_id"))

    op.drop_table("unsaved_edit")
    with op.batch_alter_table("held_edit", schema=None) as batch_op:
        batch_op.drop_index("ix_held_edit_waiting")
        batch_op.drop_index(batch_op.f("ix_held_edit_document_id"))

    op.drop_table("held_edit")
    op.drop_table("ruling")
    with op.batch_alter_table("round_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_change_round_id"))

    op.drop_table("round_change")
    op.drop_table("response")
    with op.batch_alter_table("version_clause", schema=None) as batch_op:
        batch_op.drop_index("ix_version_clause_order")
        batch_op.drop_index(batch_op.f("ix_version_clause_clause_id"))

    op.drop_table("version_clause")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_closes_at"))

    op.drop_table("round")
    op.drop_table("receipt")
    with op.batch_alter_table("endorsement", schema=None) as batch_op:
        batch_op.drop_index("ix_endorsement_document")

    op.drop_table("endorsement")
    op.drop_table("disposition")
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anchor_version_id"))

    op.drop_table("anchor")
    op.drop_table("version")
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_state_change_document_id"))

    op.drop_table("state_change")
    op.drop_table("rendering")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_watch_id"))
        batch_op.drop_index("ix_notice_mail")
        batch_op.drop_index("ix_notice_inbox")
        batch_op.drop_index(batch_op.f("ix_notice_activity_id"))

    op.drop_table("notice")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_parent_id"))
        batch_op.drop_index("ix_comment_listed")
        batch_op.drop_index("ix_comment_clause")

    op.drop_table("comment")
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_watch_theme_id"))
        batch_op.drop_index(batch_op.f("ix_watch_place_code"))
        batch_op.drop_index(batch_op.f("ix_watch_document_id"))

    op.drop_table("watch")
    op.drop_table("thread")
    op.drop_table("revision")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_subject_id"))
        batch_op.drop_index("ix_report_listed")
        batch_op.drop_index(batch_op.f("ix_report_document_id"))

    op.drop_table("report")
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_state"))

    op.drop_table("policy")
    with op.batch_alter_table("document_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_theme_theme_id"))

    op.drop_table("document_theme")
    with op.batch_alter_table("document_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_place_place_code"))

    op.drop_table("document_place")
    with op.batch_alter_table("document_owner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_owner_organisation_id"))

    op.drop_table("document_owner")
    with op.batch_alter_table("document_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_link_target_slug"))

    op.drop_table("document_link")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index("ix_appeal_listed")
        batch_op.drop_index(batch_op.f("ix_appeal_document_id"))

    op.drop_table("appeal")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_listed")
        batch_op.drop_index(batch_op.f("ix_activity_document_id"))
        batch_op.drop_index(batch_op.f("ix_activity_contribution_id"))

    op.drop_table("activity")
    op.drop_table("theme_name")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_person_id"))

    op.drop_table("group_member")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_title_slug"))
        batch_op.drop_index("ix_document_listed")

    op.drop_table("document")
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorship_person_id"))

    op.drop_table("authorship")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliation_organisation_id"))
        batch_op.drop_index("ix_affiliation_current")

    op.drop_table("affiliation")
    with op.batch_alter_table("joining", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joining_email"))

    op.drop_table("joining")
    with op.batch_alter_table("account_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_token_person_id"))

    op.drop_table("account_token")
    with op.batch_alter_table("throttle_hit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_hit_expires_at"))

    op.drop_table("throttle_hit")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_parent_id"))

    op.drop_table("theme")
    with op.batch_alter_table("spent_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spent_form_at"))

    op.drop_table("spent_form")
    with op.batch_alter_table("redaction_echo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redaction_echo_redaction_id"))

    op.drop_table("redaction_echo")
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redaction_target_id"))

    op.drop_table("redaction")
    op.drop_table("search_change")
    op.drop_table("reader_group")
    op.drop_table("planted")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_skeleton"))

    op.drop_table("person")
    op.drop_table("organisation")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
