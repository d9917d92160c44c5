"""Mail kept as files: what development has instead of a mail server."""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

FOLDER_NAME = "mail"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """One letter as the development mailbox shows it."""

    number: int
    to: str
    subject: str
    sent_at: datetime
    text: str
    html: str
    unsubscribe_url: str | None


def keep(folder: Path, letter: EmailMessage) -> int:
    """Writes the letter under the next free number, whole or not at all, for us alone to read.

    Several processes may keep letters at once: a number that another took first is skipped.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")  # made with mode 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(letter.as_bytes())
        number = max(_numbers(folder), default=0) + 1
        while not _linked(part, folder / f"{number}.eml"):
            number += 1
    finally:
        part.unlink()
    return number


def read_folder(folder: Path) -> tuple[KeptLetter, ...]:
    """Every kept letter, newest first."""
    return tuple(_read(folder, number) for number in sorted(_numbers(folder), reverse=True))


def read_letter(folder: Path, number: int) -> KeptLetter | None:
    """The letter of this number; None when there is none."""
    return _read(folder, number) if number in _numbers(folder) else None


def _numbers(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.eml") if path.stem.isdecimal()]


def _linked(part: Path, target: Path) -> bool:
    # A hard link, unlike a rename, refuses to replace what is there.
    try:
        target.hardlink_to(part)
    except FileExistsError:
        return False
    return True


def _read(folder: Path, number: int) -> KeptLetter:
    letter = message_from_bytes((folder / f"{number}.eml").read_bytes(), policy=policy.SMTP)
    unsubscribe = letter["List-Unsubscribe"]
    return KeptLetter(
        number=number,
        to=str(letter["To"]),
        subject=str(letter["Subject"]),
        sent_at=parsedate_to_datetime(str(letter["Date"])).astimezone(UTC),
        text=_part(letter, "plain"),
        html=_part(letter, "html"),
        unsubscribe_url=str(unsubscribe).strip("<>") if unsubscribe else None,
    )


def _part(letter: EmailMessage, subtype: str) -> str:
    part = letter.get_body(preferencelist=(subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
