"""One derived key per purpose, random public ids, and hashes that can't be guessed without a key.

Source: `docs/threats.md`, stolen backup: nothing in the database alone says who wrote a
withheld contribution's text before it was redacted, or opens a session.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 12


def public_id() -> str:
    """A random id for addresses: it tells neither order nor number."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))


def secret_token() -> str:
    """A token for a mail or a cookie; only its `fingerprint` is stored."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is stored of a token that has enough entropy of its own."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Keys:
    """The present secret key and the former ones that are still accepted."""

    current: str
    former: tuple[str, ...] = ()

    def derive(self, purpose: str) -> bytes:
        """The key for one purpose; another purpose can't forge with it."""
        return _derive(self.current, purpose)

    def sign(self, purpose: str, text: str) -> str:
        """A keyed hash of `text`, as hex."""
        return hmac.new(self.derive(purpose), text.encode(), hashlib.sha256).hexdigest()

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        """Whether the present or a former key made this signature."""
        return any(
            hmac.compare_digest(
                hmac.new(_derive(key, purpose), text.encode(), hashlib.sha256).hexdigest().encode(),
                signature.encode(),  # a str with other letters than ASCII would raise
            )
            for key in (self.current, *self.former)
        )


def of(session: Session) -> Keys:
    """The keys that the session's database was opened with."""
    held: Keys = session.info["keys"]
    return held


def _derive(key: str, purpose: str) -> bytes:
    return hmac.new(key.encode(), f"ssrwiki:{purpose}".encode(), hashlib.sha256).digest()
