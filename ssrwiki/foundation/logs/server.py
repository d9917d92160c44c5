"""Gunicorn's logger: its own words through our door, and no access lines of its own.

Named in `serve` as `logger_class`; gunicorn's format would write addresses and query strings.
"""

import logging
from datetime import timedelta

from gunicorn.config import Config
from gunicorn.glogging import Logger

from ssrwiki.foundation.logs import lines


class GunicornLogger(Logger):
    """Lines of master and workers, as JSON."""

    def setup(self, cfg: Config) -> None:
        """Called at start and at every reload."""
        self.cfg = cfg
        lines.configure()
        self.loglevel = logging.getLevelNamesMapping().get(cfg.loglevel.upper(), logging.INFO)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(self.loglevel)

    @property
    def access_log_enabled(self) -> bool:
        """Never: `web/access_log.py` writes the one line of a request."""
        return False

    def access(
        self, resp: object, req: object, environ: dict[str, object], request_time: timedelta
    ) -> None:
        """Nothing."""
