"""Whoosh is old; importing search on a new machine is quiet all the same."""

import os
import subprocess
import sys
from pathlib import Path

import ssrwiki


def test_whoosh_is_compiled_without_a_warning_reaching_anybody(tmp_path: Path) -> None:
    code = "import ssrwiki.foundation.search.door, ssrwiki.foundation.search.rebuild"
    environment = os.environ | {
        "PYTHONPYCACHEPREFIX": str(tmp_path),
        "PYTHONPATH": str(Path(ssrwiki.__file__).parents[1]),
    }
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
