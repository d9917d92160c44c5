"""Passwords, lifetimes of sign-ins and tokens, handles."""

from datetime import timedelta
from enum import StrEnum

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
SIGN_IN_LASTS = timedelta(days=30)
FRESH_FOR = timedelta(minutes=15)
TERMS_VERSION = "2026-11"

# Twelve characters and longer, from public lists of leaked passwords.
_COMMON = frozenset(
    [
        "123456789012",
        "1234567890123",
        "111111111111",
        "000000000000",
        "qwertyuiop12",
        "qwertyuiopas",
        "qwertyuiop[]",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "q1w2e3r4t5y6",
        "passwordpassword",
        "password1234",
        "password12345",
        "passw0rd1234",
        "administrator",
        "adminadminadmin",
        "letmeinletmein",
        "iloveyouiloveyou",
        "welcome12345",
        "changemechangeme",
        "abcdefghijkl",
        "abc123abc123",
        "abcd1234abcd",
        "zxcvbnmzxcvbnm",
        "asdfghjklasdf",
        "football1234",
        "superman1234",
        "princess1234",
        "sunshine1234",
        "monkey123456",
        "correcthorsebatterystaple",
        "trustno1trustno1",
        "unknownunknown",
        "securitysector",
        "securitysectorreform",
    ]
)


class TokenPurpose(StrEnum):
    """What a token in a mail is good for, and for nothing else."""

    CONFIRM = "confirm"
    RESET = "reset"


TOKEN_LASTS = {
    TokenPurpose.CONFIRM: timedelta(minutes=60),
    TokenPurpose.RESET: timedelta(minutes=60),
}


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    ABOUT_YOU = "about_you"


def password_problem(password: str, about: tuple[str, ...]) -> PasswordProblem | None:
    """Why this can't be the password; `about` are the person's own words (address, name)."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    lowered = password.lower()
    if lowered in _COMMON or len(set(lowered)) < 4:
        return PasswordProblem.COMMON
    if any(len(word) >= 5 and word.lower() in lowered for word in about):
        return PasswordProblem.ABOUT_YOU
    return None
