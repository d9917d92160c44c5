"""Hashing and checking passwords: argon2id with the library's current parameters.

Both cost tens of milliseconds on purpose, so they run before a transaction opens.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ssrwiki.features.accounts import rules
from ssrwiki.features.accounts.rules import PasswordProblem
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

_hasher = PasswordHasher()
# Checked when there is no account, so that both answers take the same time.
_DECOY = _hasher.hash("no account has this password")

_REFUSALS = {
    PasswordProblem.TOO_SHORT: say("Use at least 12 characters; three or four words do well."),
    PasswordProblem.TOO_LONG: say("Use at most 1,000 characters."),
    PasswordProblem.COMMON: say("This password is on the lists that burglars try first."),
    PasswordProblem.ABOUT_YOU: say("Leave your name and address out of the password."),
}


def hashed(password: str, about: tuple[str, ...]) -> str:
    """The stored form of an acceptable password.

    Raises:
        Invalid: naming the field `password`.
    """
    problem = rules.password_problem(password, about)
    if problem is not None:
        raise Invalid(_REFUSALS[problem], "password")
    return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; None stands for "no such account" and takes as long."""
    try:
        _hasher.verify(password_hash or _DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
