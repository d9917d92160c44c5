"""The WSGI application of this process's environment: `gunicorn wsgi:app`."""

import gc
import os

from ssrwiki.app import served_app
from ssrwiki.foundation.settings import Settings

app = served_app(Settings.from_env(os.environ))

# What was loaded so far lives as long as the process: the collector needn't look at it again.
gc.collect()
gc.freeze()
