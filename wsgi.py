"""The WSGI application of this process's environment: `gunicorn wsgi:app`."""

import os

from ssrwiki.app import create_app
from ssrwiki.foundation.settings import Settings

app = create_app(Settings.from_env(os.environ))
