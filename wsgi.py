"""The WSGI application of this process's environment: `gunicorn wsgi:app`."""

import gc
import os

from ssrwiki.app import create_app
from ssrwiki.foundation.settings import Settings

app = create_app(Settings.from_env(os.environ))

# What was loaded so far lives as long as the process: the collector needn't look at it again.
gc.collect()
gc.freeze()
