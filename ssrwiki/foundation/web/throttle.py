"""Throttling: how often an account, and much more generously an address, may try a thing.

Counts stand in Redis when `SSRWIKI_REDIS_URL` is set, else in the database, in short
transactions of their own, so that a refused request counts too. On SQLite a count therefore has
to come before `unit_of_work.session()` takes the write lock. Accounts and addresses are hashed
with a key before they are kept. Source: safety rule 15, decision 7.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from flask import Flask, current_app, g, request
from flask_limiter import Limiter
from limits import parse
from werkzeug.wrappers import Response

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import TooMany
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import throttle_storage, unit_of_work

_EXTENSION = "ssrwiki.throttle"
_PURPOSE = "throttle"
_DEVICE_PURPOSE = "device"
_DEVICE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Gate:
    """What is throttled, and how often, as in "10 per 15 minutes".

    `by_address` is for a whole mission behind one address: some hundred people.
    """

    name: str
    by_account: str
    by_address: str


@dataclass(frozen=True, slots=True)
class _Throttle:
    limiter: Limiter
    keys: Keys
    is_secure: bool

    @property
    def cookie(self) -> str:
        return "__Host-device" if self.is_secure else "device"


def init(app: Flask, database: Database, settings: Settings) -> Limiter:
    """Gives the application its counters, and Flask-Limiter for whoever limits a whole route."""
    keys = Keys(settings.secret_key)
    if settings.redis_url:
        limiter = Limiter(_address, storage_uri=settings.redis_url)
    else:
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {
            "engine": throttle_storage.counting_engine(database),
            "secret": keys.derive(_PURPOSE),
        }
        limiter = Limiter(_address, storage_uri=f"{throttle_storage.SCHEME}://")
    limiter.init_app(app)
    app.extensions[_EXTENSION] = _Throttle(limiter, keys, settings.is_served_by_https)
    return limiter


def count(gate: Gate, *, account: str, is_signed_in: bool = False) -> None:
    """Counts this request at the gate, for the account first and then for the address.

    `account` is the one that is tried for, whether it exists or not. A browser that has signed
    in to it before is counted apart: strangers who guess at an account can't shut its owner out.
    Of an account that is signed in all browsers count as one.

    Raises:
        TooMany: one of the two has used up its tries.
    """
    if "session" in g and request.method not in unit_of_work.SAFE_METHODS:
        raise RuntimeError("Count before the request takes the write lock.")
    folded = account.casefold()
    device = "" if is_signed_in else _device(folded)
    _count(gate, gate.by_account, f"account:{folded}:{device}")
    _count(gate, gate.by_address, f"address:{_address()}")


def forgive(gate: Gate, *, account: str) -> None:
    """Forgets what this browser has tried for the account: it was right in the end.

    To be called, like `count`, before the request takes the write lock.
    """
    throttle, folded = _throttle(), account.casefold()
    subject = throttle.keys.sign(_PURPOSE, f"account:{folded}:{_device(folded)}")
    throttle.limiter.limiter.clear(parse(gate.by_account), gate.name, subject)


def remember_device(response: Response, *, account: str) -> Response:
    """Marks this browser as one that has signed in to the account; the mark names nobody."""
    throttle = _throttle()
    device = secrets.token_urlsafe(12)
    tag = throttle.keys.sign(_DEVICE_PURPOSE, f"{device}:{account.casefold()}")
    response.set_cookie(
        throttle.cookie,
        f"{device}.{tag}",
        max_age=timedelta(days=_DEVICE_DAYS),
        secure=throttle.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _device(account: str) -> str:
    """This browser's mark, when it was made for the account; else empty, as for all strangers."""
    throttle = _throttle()
    device, _, tag = request.cookies.get(throttle.cookie, "").partition(".")
    is_ours = tag.isascii() and throttle.keys.is_signed(_DEVICE_PURPOSE, f"{device}:{account}", tag)
    return device if is_ours else ""


def _count(gate: Gate, limit: str, who: str) -> None:
    throttle = _throttle()
    window, tries = parse(limit), throttle.limiter.limiter
    subject = throttle.keys.sign(_PURPOSE, who)
    if not tries.hit(window, gate.name, subject):
        ends = tries.get_window_stats(window, gate.name, subject).reset_time
        raise TooMany(max(1, ceil(ends - clock.now().timestamp())))


def _throttle() -> _Throttle:
    held: _Throttle = current_app.extensions[_EXTENSION]
    return held


def _address() -> str:
    """The network that the request comes from: one household holds 2⁶⁴ addresses of version 6."""
    if not request.remote_addr:
        return "local"  # a socket of this machine has no address
    address = ip_address(request.remote_addr)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(address)
