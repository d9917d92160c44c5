"""Names for network addresses that mean nothing tomorrow.

For throttling and its log lines only. The access line has no such name: beside a signed-in
request of the same hour it would tell who wrote what.
"""

import hashlib
import hmac
import ipaddress
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ssrwiki.foundation import clock

FOLDER_NAME = "network-salt"
UNKNOWN = "unknown"
_IPV6_PREFIX_BITS = 64  # one household or office; its last half changes by itself


@dataclass(frozen=True, slots=True)
class NetworkNames:
    """Names addresses under a salt that all processes share and that is erased after its day.

    `folder` lies in the data folder and in no backup.
    """

    folder: Path

    def name(self, address: str | None) -> str:
        """Twelve characters, the same for one network during one UTC day."""
        try:
            network = _network(ipaddress.ip_address(address or ""))
        except ValueError:
            return UNKNOWN
        return hmac.new(self._salt(), network.encode(), hashlib.sha256).hexdigest()[:12]

    def _salt(self) -> bytes:
        today = self.folder / f"{clock.now():%Y-%m-%d}"
        try:
            return today.read_bytes()
        except FileNotFoundError:
            return self._new_salt(today)

    def _new_salt(self, today: Path) -> bytes:
        """Made by whichever process is first; the others read that one."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in self.folder.iterdir():
            if old.name < today.name:
                old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=f"{today.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
            today.hardlink_to(part)
        except FileExistsError:
            pass
        finally:
            part.unlink()
        return today.read_bytes()


def _network(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_PREFIX_BITS), strict=False))
    return str(address)
