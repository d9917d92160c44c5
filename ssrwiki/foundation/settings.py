"""What an operator may set, read once from `SSRWIKI_…` variables or from files they name."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "SSRWIKI_"
SHORTEST_SECRET_KEY = 32


class SettingsError(ValueError):
    """The environment can't be served from; the message says which variable and why."""


class Env(StrEnum):
    """Where the process runs; demo content and the mail page exist only in development."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


def _about(text: str, default: str = "") -> str:
    """A field whose description goes into docs/configuration.md."""
    described: str = field(default=default, metadata={"about": text})
    return described


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, as text; the properties below give them their types."""

    env: str = _about("`production`, `development` (what `make run` sets) or `test`.", "production")
    data_dir: str = _about("Folder for database, index, files and development mail.", "var")
    database_url: str = _about(
        "`sqlite:///path` or `postgresql+psycopg://…`; empty: `ssrwiki.sqlite` in the data folder."
    )
    secret_key: str = _about("At least 32 characters; every purpose derives a key of its own.")
    secret_keys_old: str = _about("Former secret keys, by comma: still accepted while rotating.")
    base_url: str = _about(
        "Address that links in mails start with; the only source of hosts. In development it "
        "follows `PORT`.",
        "http://127.0.0.1:8000",
    )
    search: str = _about("Search backend: `whoosh`.", "whoosh")
    redis_url: str = _about("Where throttling counts when there are several machines.")
    mail_url: str = _about(
        "`folder:` (files in the data folder), or `smtp://` / `smtps://user:password@host:port`.",
        "folder:",
    )
    mail_from: str = _about("Sender of every mail.", "ssrwiki@localhost")
    contact: str = _about("Address that people may write to; empty: the sender of mails.")
    trusted_proxies: str = _about("Number of proxies in front whose forwarding headers count.", "0")
    read_only: str = _about("`1` while the site is under maintenance: pages yes, writing no.")
    metrics_token: str = _about("Token for `/-/metrics` and the details of `/-/ready`.")

    def __post_init__(self) -> None:
        if self.env not in list(Env):
            raise SettingsError(f"{PREFIX}ENV must be one of {', '.join(Env)}, not {self.env!r}.")
        if not self.trusted_proxies.isdecimal():
            raise SettingsError(f"{PREFIX}TRUSTED_PROXIES must be a number of proxies.")
        if self.search != "whoosh":
            raise SettingsError(f"{PREFIX}SEARCH knows only whoosh.")
        if urlsplit(self.base_url).scheme not in {"http", "https"}:
            raise SettingsError(f"{PREFIX}BASE_URL must start with http:// or https://.")
        if len(self.secret_key) < SHORTEST_SECRET_KEY or len(set(self.secret_key)) < 10:
            raise SettingsError(
                f"{PREFIX}SECRET_KEY is missing or weak: give at least {SHORTEST_SECRET_KEY} "
                "random characters, for instance from: python -c "
                "'import secrets; print(secrets.token_urlsafe(48))'"
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Settings of this process.

        Raises:
            SettingsError: for an unknown `SSRWIKI_` name, an unreadable file or a value that
                can't be used.
        """
        known = {PREFIX + item.name.upper(): item.name for item in fields(cls)}
        given: dict[str, str] = {}
        for variable, value in environ.items():
            if not variable.startswith(PREFIX):
                continue
            name, from_file = variable, False
            if variable.endswith("_FILE"):
                name, from_file = variable.removesuffix("_FILE"), True
            if name not in known:
                raise SettingsError(f"{variable} is no setting of ssrwiki.")
            given[known[name]] = _read(variable, value) if from_file else value
        if given.get("env") == Env.DEVELOPMENT:
            if "secret_key" not in given:
                given["secret_key"] = _kept_key(Path(given.get("data_dir", "var")) / "secret_key")
            if port := environ.get("PORT"):
                given.setdefault("base_url", f"http://127.0.0.1:{port}")
        return cls(**given)

    @property
    def is_production(self) -> bool:
        """Whether real people use this site."""
        return self.env == Env.PRODUCTION

    @property
    def is_development(self) -> bool:
        """Whether demo accounts, the mail page and the component page exist."""
        return self.env == Env.DEVELOPMENT

    @property
    def is_read_only(self) -> bool:
        """Whether every write is refused for maintenance."""
        return self.read_only not in {"", "0"}

    @property
    def data_folder(self) -> Path:
        """The data folder as an absolute path."""
        return Path(self.data_dir).resolve()

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data_folder / 'ssrwiki.sqlite'}"

    @property
    def contact_address(self) -> str:
        """Where people reach those who run the site."""
        return self.contact or parseaddr(self.mail_from)[1]

    @property
    def is_served_by_https(self) -> bool:
        """Whether cookies may demand a secure channel."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def warnings(self) -> list[str]:
        """What an operator of a real site should hear at every start."""
        if not self.is_production:
            return []
        found = []
        if self.mail_url.startswith("folder:"):
            found.append(f"{PREFIX}MAIL_URL is folder: mails are kept in files, nobody gets any.")
        if not self.is_served_by_https:
            found.append(f"{PREFIX}BASE_URL isn't https: cookies travel unprotected.")
        return found


def _read(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{variable}: {path} can't be read ({error.strerror}).") from error


def _kept_key(path: Path) -> str:
    """Development's own key, so that sign-ins survive a restart."""
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    path.touch(mode=0o600)
    path.write_text(key, encoding="ascii")
    return key
