"""Writes a letter from its three templates in the reader's language and zone."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from ssrwiki.foundation import clock, dates
from ssrwiki.foundation.addresses import Addresses
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.translation import catalogue, direction, translate
from ssrwiki.foundation.words import Message

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"
_MESSAGE_ID = "message id of a mail"
_ONE_ADDRESS = re.compile(r"""[^\s@<>,;:"()\[\]\\]+@[^\s@<>,;:"()\[\]\\]+""")


class LetterPolicy(EmailPolicy):
    """SMTP's line ends and seven bits, with `List-Unsubscribe` left in one piece.

    The standard policy folds a long address there into encoded words, which no mail program
    reads as an address.
    """

    def fold(self, name: str, value: str) -> str:
        """One header as text."""
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as bytes."""
        whole = self._whole(name, value)
        return whole.encode("ascii") if whole else super().fold_binary(name, value)

    def _whole(self, name: str, value: str) -> str:
        if name.lower() != "list-unsubscribe":
            return ""
        return f"{name}: {value}{self.linesep}"


POLICY = LetterPolicy(linesep="\r\n", cte_type="7bit")


class _Environment(Environment):
    """What the i18n extension adds, with its type."""

    install_gettext_translations: Callable[[NullTranslations, bool], None]


@dataclass(frozen=True, slots=True)
class Letters:
    """The site's letter writer. `sender` may carry a name: `Road tests <wiki@example.org>`."""

    sender: str
    addresses: Addresses
    keys: Keys
    templates: Path = field(default=TEMPLATES)

    def compose(
        self,
        template: str,
        *,
        to: str,
        locale: str,
        zone: str,
        key: str,
        unsubscribe_url: str | None = None,
        **values: object,
    ) -> EmailMessage:
        """The letter of the notice `template`.

        `key` names the occasion (one notice, one digest): a letter sent again for the same
        occasion and reader has the same Message-ID. `values` go to all three templates, which
        also know `language`, `direction`, `zone`, `home_url` and `unsubscribe_url`.

        Raises:
            ValueError: for an address that isn't exactly one, or that smuggles in a header.
        """
        environment = _environment(self.templates, locale)
        given = {
            **values,
            "language": locale,
            "direction": direction(locale),
            "zone": zone,
            "home_url": self.addresses.to("/"),
            "unsubscribe_url": unsubscribe_url,
        }
        letter = EmailMessage(policy=POLICY)
        letter["From"] = _address(self.sender)
        letter["To"] = Address(addr_spec=_checked(to))
        letter["Subject"] = _line(environment.get_template(f"{template}/subject.txt").render(given))
        letter["Date"] = format_datetime(clock.now())
        letter["Message-ID"] = f"<{self._occasion(key, to)}@{self.addresses.host}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["X-Auto-Response-Suppress"] = "All"  # Exchange knows no Auto-Submitted
        if unsubscribe_url is not None:
            letter["List-Unsubscribe"] = f"<{_web_address(unsubscribe_url)}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text = environment.get_template(f"{template}/body.txt").render(given)
        html = environment.get_template(f"{template}/body.html").render(given)
        letter.set_content(text, cte="quoted-printable")
        letter.add_alternative(html, subtype="html", cte="quoted-printable")
        letter["Content-Language"] = locale  # earlier it would move into the first part
        return letter

    def _occasion(self, key: str, to: str) -> str:
        # Keyed: mail servers log message ids, and a plain hash of an address can be guessed.
        return self.keys.sign(_MESSAGE_ID, f"{key}\n{to}")[:40]


@lru_cache(maxsize=16)
def _environment(templates: Path, language: str) -> _Environment:
    environment = _Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(catalogue(language), True)
    environment.filters.update(moment=_moment, day=_day, days_left=_days_left, said=_said)
    return environment


@pass_context
def _moment(context: Context, instant: datetime) -> str:
    return dates.moment_text(instant, context["language"], context["zone"])


@pass_context
def _day(context: Context, day: date) -> str:
    return dates.day_text(day, context["language"])


@pass_context
def _days_left(context: Context, until: datetime) -> str:
    return dates.days_left_text(until, context["language"])


@pass_context
def _said(context: Context, message: Message) -> str:
    return translate(message, catalogue(context["language"]))


def _line(text: str) -> str:
    """Text as one header line: white space folded, control characters gone."""
    seen = (c if unicodedata.category(c) != "Cc" else " " for c in text)
    return " ".join("".join(seen).split())


def _checked(address: str) -> str:
    if not (address.isprintable() and _ONE_ADDRESS.fullmatch(address)):
        raise ValueError("A mail goes to exactly one address, without spaces.")
    return address


def _address(sender: str) -> Address:
    name, spec = parseaddr(sender)
    return Address(display_name=name, addr_spec=_checked(spec))


def _web_address(url: str) -> str:
    if not (url.isascii() and url.isprintable()) or set(url) & set(" <>"):
        raise ValueError("An unsubscribe address is plain and has no brackets.")
    return url
