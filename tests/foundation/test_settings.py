"""What the environment says, and what follows from it."""

from pathlib import Path

import pytest

from ssrwiki.foundation.settings import Settings

KEY = {"SSRWIKI_SECRET_KEY": "k" * 30 + "0123456789"}


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"SSRWIKI_ENV": "development", "PORT": "8102"}, "http://127.0.0.1:8102"),
        ({"SSRWIKI_ENV": "development"}, "http://127.0.0.1:8000"),
        ({"SSRWIKI_ENV": "production", "PORT": "8102"}, "http://127.0.0.1:8000"),
        (
            {"SSRWIKI_ENV": "development", "PORT": "1", "SSRWIKI_BASE_URL": "http://box.example"},
            "http://box.example",
        ),
    ],
)
def test_links_in_development_lead_to_the_port_that_is_served(
    given: dict[str, str], address: str
) -> None:
    assert Settings.from_env({**KEY, **given}).base_url == address


def test_development_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    given = {"SSRWIKI_ENV": "development", "SSRWIKI_DATA_DIR": str(tmp_path / "var")}
    assert Settings.from_env(given).secret_key == Settings.from_env(given).secret_key
