"""Asks addresses over kept connections and takes the time of each answer."""

import socket
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """What one round of asking gave; times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    size: int


class Connection:
    """One kept HTTP connection; `ask` gives the size of the body."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def ask(self, request: bytes) -> int:
        self.socket.sendall(request)
        head, body = self._until_head()
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(head[:200].decode("latin-1"))
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += self.socket.recv(65_536)
        self.rest = body[length:]
        return length

    def _until_head(self) -> tuple[bytes, bytes]:
        got = self.rest
        while b"\r\n\r\n" not in got:
            chunk = self.socket.recv(65_536)
            if not chunk:
                raise ConnectionError("The server hung up.")
            got += chunk
        head, _, body = got.partition(b"\r\n\r\n")
        return head, body

    def close(self) -> None:
        self.socket.close()


def get(path: str, cookie: str = "") -> bytes:
    """A GET as bytes."""
    held = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: en\r\n{held}\r\n".encode()


def measure(port: int, requests: Sequence[bytes], seconds: float, clients: int = 1) -> Timing:
    """Asks the requests in turn, from `clients` threads, for so many seconds."""
    times: list[list[float]] = [[] for _ in range(clients)]
    sizes: list[int] = [0] * clients
    end = time.perf_counter() + seconds

    def run(number: int) -> None:
        connection = Connection(port)
        position = number
        while time.perf_counter() < end:
            request = requests[position % len(requests)]
            position += clients
            started = time.perf_counter()
            sizes[number] = connection.ask(request)
            times[number].append(time.perf_counter() - started)
        connection.close()

    started = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(moment for one in times for moment in one)
    return Timing(
        per_second=len(every) / (time.perf_counter() - started),
        p50=statistics.median(every) * 1000,
        p99=every[min(len(every) - 1, int(len(every) * 0.99))] * 1000,
        size=max(sizes),
    )


def timed(acts: Sequence[Callable[[], object]]) -> Timing:
    """The times of acts that happen once each, such as saves."""
    times = []
    for act in acts:
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    times.sort()
    return Timing(
        per_second=len(times) / sum(times),
        p50=statistics.median(times) * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        size=0,
    )
