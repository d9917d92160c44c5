import logging
from datetime import timedelta

from gunicorn.config import Config

class Logger:
    cfg: Config
    loglevel: int
    error_log: logging.Logger
    access_log: logging.Logger
    def __init__(self, cfg: Config) -> None: ...
    def setup(self, cfg: Config) -> None: ...
    def access(
        self, resp: object, req: object, environ: dict[str, object], request_time: timedelta
    ) -> None: ...
    @property
    def access_log_enabled(self) -> bool: ...
