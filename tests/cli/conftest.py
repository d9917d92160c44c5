"""The `ssrwiki` command on a test's own database."""

from collections.abc import Callable, Mapping

import pytest
from click.testing import CliRunner, Result

from ssrwiki.cli import group
from ssrwiki.foundation.settings import Settings

Command = Callable[..., Result]


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    """What an operator exports for this test's site."""
    return {
        "SSRWIKI_ENV": settings.env,
        "SSRWIKI_DATA_DIR": settings.data_dir,
        "SSRWIKI_DATABASE_URL": settings.database,
        "SSRWIKI_SECRET_KEY": settings.secret_key,
        "SSRWIKI_BASE_URL": settings.base_url,
    }


@pytest.fixture
def command(environment: Mapping[str, str]) -> Command:
    """Runs `ssrwiki …` and gives its exit code and words."""

    def run(*words: str, typed: str | None = None) -> Result:
        return CliRunner(env=environment).invoke(group, words, input=typed)

    return run
