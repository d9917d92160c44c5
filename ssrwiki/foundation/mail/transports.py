"""Carries letters where `MAIL_URL` says: into the data folder, or to a mail server.

Every failure leaves here as `MailFailed`, whose words name neither address nor text: servers
put both into their refusals, and the job table and the log keep what they are told.
"""

import ipaddress
import logging
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from ssrwiki.foundation.mail import folder

TIMEOUT_SECONDS = 30
_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How far a letter came that couldn't be sent."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    """The server said no, for good: trying again changes nothing."""
    IN_DOUBT = "in_doubt"
    """The line broke after the text had left: perhaps delivered."""


class MailFailed(Exception):
    """`str()` may be logged and stored: it has the outcome, the kind and the server's code."""

    def __init__(self, outcome: Outcome, cause: BaseException) -> None:
        code = getattr(cause, "smtp_code", None)
        self.outcome = outcome
        self.reason = type(cause).__name__ + (f":{code}" if isinstance(code, int) else "")
        super().__init__(f"mail {outcome}: {self.reason}")


class Transport(Protocol):
    """Where letters go."""

    def send(self, letter: EmailMessage) -> None:
        """Hands one letter over.

        Raises:
            MailFailed: when it wasn't taken, or perhaps.
        """


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """Keeps letters in a folder instead of sending them."""

    folder: Path

    def send(self, letter: EmailMessage) -> None:
        """Writes one file."""
        try:
            folder.keep(self.folder, letter)
        except Exception as error:
            raise _failed(Outcome.NOT_SENT, error) from None


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """One connection for each letter. `is_tls` from the first byte, else STARTTLS if offered."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, letter: EmailMessage) -> None:
        """Connects, sends, and takes a failing goodbye for a success."""
        try:
            connection = self._connect()
        except Exception as error:
            raise _failed(Outcome.NOT_SENT, error) from None
        try:
            connection.send_message(letter)
        except Exception as error:
            raise _failed(_outcome(error), error) from None
        finally:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        trust = ssl.create_default_context()
        if self.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=trust
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            self._greet(connection, trust)
        except BaseException:
            connection.close()
            raise
        return connection

    def _greet(self, connection: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        connection.ehlo_or_helo_if_needed()
        is_secret = self.is_tls or _is_own_machine(self.host)
        if not is_secret and connection.has_extn("starttls"):
            connection.starttls(context=trust)
            connection.ehlo()
            is_secret = True
        if self.user:
            if not is_secret:
                raise smtplib.SMTPNotSupportedError("No password over an open line.")
            connection.login(self.user, self.password)


def from_url(mail_url: str, data_folder: Path) -> Transport:
    """The transport that `MAIL_URL` names.

    Raises:
        ValueError: for an address that names none; it doesn't repeat the password.
    """
    parts = urlsplit(mail_url)
    if mail_url == "folder:":
        return FolderTransport(data_folder / folder.FOLDER_NAME)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("MAIL_URL is `folder:`, `smtp://host:port` or `smtps://…`.")
    is_tls = parts.scheme == "smtps"
    return SmtpTransport(
        parts.hostname,
        parts.port or (465 if is_tls else 25),
        is_tls,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _failed(outcome: Outcome, cause: Exception) -> MailFailed:
    failure = MailFailed(outcome, cause)
    _log.warning("A mail could not be sent.", extra={"outcome": outcome, "reason": failure.reason})
    return failure


def _outcome(error: Exception) -> Outcome:
    """A clear answer tells; a broken line after the text has begun leaves a doubt."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=answers):
            codes = [code for code, _words in answers.values()]
        case smtplib.SMTPResponseException(smtp_code=code):
            codes = [code]
        case smtplib.SMTPException() if not isinstance(error, smtplib.SMTPServerDisconnected):
            return Outcome.NOT_SENT
        case OSError():
            return Outcome.IN_DOUBT
        case _:
            return Outcome.NOT_SENT
    return Outcome.REFUSED if all(500 <= code < 600 for code in codes) else Outcome.NOT_SENT


def _is_own_machine(host: str) -> bool:
    """What never leaves this machine needs no TLS, and its certificate is rarely a real one."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
