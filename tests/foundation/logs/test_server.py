"""Gunicorn, started for real, speaks only through our door."""

import json
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[3]
APPLICATION = """
def application(environ, start_response):
    if environ["PATH_INFO"] == "/broken":
        raise ValueError("the colonel takes bribes")
    start_response("204 No Content", [])
    return []
"""


def ask(path_of_socket, request):
    with closing(socket.socket(socket.AF_UNIX)) as connection:
        connection.settimeout(10)
        connection.connect(str(path_of_socket))
        connection.sendall(request.encode())
        return connection.makefile("rb").read().decode()


def test_the_servers_lines_are_ours_and_name_no_request(tmp_path):
    (tmp_path / "small.py").write_text(APPLICATION)
    command = [sys.executable, "-m", "gunicorn", "--bind", f"unix:{tmp_path}/http"]
    command += ["--logger-class", "ssrwiki.foundation.logs.server.GunicornLogger"]
    command += ["--no-control-socket", "--chdir", str(tmp_path), "--pythonpath", str(ROOT)]
    command += ["small:application"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            for _try in range(200):
                if (tmp_path / "http").exists():
                    break
                time.sleep(0.05)
            ends = "Host: x\r\nConnection: close\r\nReferer: /secret-referer\r\n\r\n"
            assert " 204 " in ask(tmp_path / "http", f"GET /policies?token=abc HTTP/1.1\r\n{ends}")
            assert " 500 " in ask(tmp_path / "http", f"GET /broken?token=abc HTTP/1.1\r\n{ends}")
            ask(tmp_path / "http", "GET /bad?token=abc aminata HTTP/nine\r\n\r\n")
        finally:
            server.terminate()
            said, complained = server.communicate(timeout=20)
    told = [json.loads(line) for line in said.decode().splitlines()]
    assert complained == b""
    assert any(line["message"].startswith("Starting gunicorn") for line in told)
    assert any(line.get("traceback", [""])[0] == "ValueError" for line in told)
    for secret in (b"token", b"bribes", b"/policies", b"/broken", b"referer", b"aminata"):
        assert secret not in said
