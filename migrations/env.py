"""Runs migrations on the database that `ssrwiki.foundation.migrations` hands over."""

from importlib import import_module

from alembic import context

from ssrwiki.foundation import triggers
from ssrwiki.foundation.database import Base, Database

import_module("ssrwiki.app")  # fills the metadata
database: Database = context.config.attributes["database"]

with database.writing_engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=database.is_sqlite,
        compare_type=True,
        # SQLite can roll back DDL too, now that we and not the driver open transactions.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        # Batch mode rebuilds tables on SQLite, and its triggers go with the old ones.
        triggers.drop_all(connection)
        context.run_migrations()
        triggers.create_all(connection)
