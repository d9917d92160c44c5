"""One stylesheet, scripts and pictures under an address that names their content.

Everything lies below `/static/<digest of the tree>/`, so relative imports between ES modules and
`url()` in styles are versioned without a build step, and all may be cached for ever. Addresses
in `url()` are relative to `static/css/`, whichever file they stand in.
"""

import gzip
import hashlib
import re
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import WSGIApplication

from whitenoise import WhiteNoise

from ssrwiki.foundation.web.site import Site

SOURCE = Path(__file__).parents[2] / "static"
PREFIX = "/static"
STYLESHEET = "css/site.css"
SCRIPT = "js/enhance.js"
LAYERS = ("reset", "tokens", "base", "layout", "components", "features", "print")
KEPT_FOR = timedelta(days=7)
"""So long a page left open over an upgrade still finds the scripts it began with."""

_BLOCK = re.compile(r"\s*@layer (?P<layer>\w+) \{\n(?P<rules>.*)\n\}\s*", re.DOTALL)
_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_PACKED = frozenset({".css", ".js", ".svg", ".json", ".txt", ".webmanifest"})


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of the files of one start."""

    digest: str
    paths: frozenset[str]

    @property
    def css_url(self) -> str:
        """The one stylesheet."""
        return self.url(STYLESHEET)

    @property
    def js_url(self) -> str:
        """The script that loads the behaviours a page names."""
        return self.url(SCRIPT)

    def url(self, path: str) -> str:
        """The address of a file below `static/`.

        Raises:
            LookupError: when there is no such file.
        """
        if path not in self.paths:
            raise LookupError(f"static/{path} does not exist.")
        return f"{PREFIX}/{self.digest}/{path}"


def register(app: Site, data_folder: Path, source: Path = SOURCE) -> Assets:
    """Builds what is missing in `data_folder`, serves it, and names it to the templates.

    Raises:
        LookupError: when the tree has no styles or no script.
    """
    folder = data_folder / "build"
    assets = build(source, folder)
    app.jinja_env.globals.update(asset_css=assets.css_url, asset_js=assets.js_url, asset=assets.url)
    app.put_before(lambda application: _serving(application, folder))
    return assets


def build(source: Path, folder: Path) -> Assets:
    """Writes the tree below `folder/<digest>` with a gzipped twin of each text.

    Several processes may start at once: each writes aside, the first to finish gives the folder.
    """
    files = _files(source)
    assets = Assets(_digest(files), frozenset(files))
    target = folder / assets.digest
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder, prefix=".building-"))
        try:
            for path, content in files.items():
                _write(aside / path, content)
            aside.rename(target)
        except OSError:
            if not target.is_dir():
                raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    with suppress(OSError):  # a folder that has become read-only still serves what is built
        target.touch()
        _drop_old(folder)
    return assets


def stylesheet(folder: Path) -> str:
    """The styles of `static/css` in the order of the layers, without comments.

    Each file is one block `@layer name { … }`. The wrappers stay out of what is served:
    browsers before 2022 drop everything that stands in a layer, and the order is kept anyway.

    Raises:
        ValueError: for a file that isn't one block of its own layer.
    """
    rules = [_rules(path, layer) for layer in LAYERS for path in _styles(folder, layer)]
    bare = _COMMENT.sub(lambda match: match.group(1) or "", "\n".join(rules))
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip()) + "\n"


def _styles(folder: Path, layer: str) -> list[Path]:
    single = folder / f"{layer}.css"
    return [single] if single.is_file() else sorted((folder / layer).glob("*.css"))


def _rules(path: Path, layer: str) -> str:
    block = _BLOCK.fullmatch(path.read_text(encoding="utf-8"))
    if block is None or block["layer"] != layer:
        raise ValueError(f"{path.name} must be one block: @layer {layer} {{ … }}")
    return block["rules"]


def _files(source: Path) -> dict[str, bytes]:
    """Every file that is served, by its path."""
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path.suffix != ".css" and not path.name.startswith(".")
    }
    if (source / "css").is_dir():
        files[STYLESHEET] = stylesheet(source / "css").encode()
    return files


def _digest(files: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(hashlib.sha256(path.encode()).digest())
        total.update(hashlib.sha256(files[path]).digest())
    return total.hexdigest()[:16]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    packed = gzip.compress(content, 9, mtime=0)
    if path.suffix in _PACKED and len(packed) < len(content):
        path.with_name(f"{path.name}.gz").write_bytes(packed)


def _drop_old(folder: Path) -> None:
    oldest = time.time() - KEPT_FOR.total_seconds()
    for built in folder.iterdir():
        if built.stat().st_mtime < oldest:
            shutil.rmtree(built, ignore_errors=True)


def _serving(application: WSGIApplication, folder: Path) -> WSGIApplication:
    noise = WhiteNoise(
        application,
        allow_all_origins=False,
        add_headers_function=_add_headers,
        immutable_file_test=lambda path, url: True,
    )
    for built in sorted(folder.iterdir()):
        if not built.name.startswith("."):
            noise.add_files(str(built), f"{PREFIX}/{built.name}/")
    return noise


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
