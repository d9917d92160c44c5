"""Slow lines behind the shipped nginx configuration: do they slow everybody else?

The sample of `docs/nginx.conf.example` is used as it stands, without its certificate: what is
measured is what an operator copies.
"""

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LINES = 50
BYTES_PER_SECOND = 2_000
_SAMPLE = Path(__file__).parents[1] / "docs" / "nginx.conf.example"
_SITE = re.compile(r"server \{\n    listen 443 ssl;.*?\n\}\n", re.DOTALL)
_FRAME = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
keepalive_requests 1000000;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
upstream ssrwiki {{ server 127.0.0.1:{site}; keepalive 8; }}
{server}
}}
"""


def is_possible() -> bool:
    """Whether this machine has nginx."""
    return shutil.which("nginx") is not None


@contextmanager
def proxy(folder: Path, site: int, port: int) -> Iterator[None]:
    """nginx on `port` in front of the site, as the sample has it."""
    found = _SITE.search(_SAMPLE.read_text("utf-8"))
    if found is None:
        raise RuntimeError("The sample configuration has no server any more.")
    kept = [
        line
        for line in found[0].splitlines()
        if not re.match(r"\s*(listen|http2|ssl_|access_log|error_log)", line)
    ]
    server = "\n".join([kept[0], f"    listen 127.0.0.1:{port};", "    access_log off;", *kept[1:]])
    configuration = folder / "nginx.conf"
    configuration.write_text(_FRAME.format(folder=folder, site=site, server=server), "utf-8")
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(configuration)])
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def slow_lines(port: int, path: str) -> Iterator[None]:
    """Half the lines read the page again and again, half send a form, all at 2 kB a second."""
    stop = threading.Event()
    form = b"body=" + b"x" * 20_000
    sending = (
        f"POST {path}/comment HTTP/1.1\r\nHost: slow\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
    ).encode() + form
    reading = f"GET {path} HTTP/1.1\r\nHost: slow\r\nConnection: close\r\n\r\n".encode()
    threads = [
        threading.Thread(target=_line, args=(port, sending if n % 2 else reading, stop))
        for n in range(LINES)
    ]
    for thread in threads:
        thread.start()
    time.sleep(2)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _line(port: int, request: bytes, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(OSError), socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BYTES_PER_SECOND)
            line.connect(("127.0.0.1", port))
            line.settimeout(60)
            for start in range(0, len(request), BYTES_PER_SECOND):
                line.sendall(request[start : start + BYTES_PER_SECOND])
                if stop.wait(1):
                    return
            while line.recv(BYTES_PER_SECOND):
                if stop.wait(1):
                    return


def _wait_for(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("nginx did not start.")
