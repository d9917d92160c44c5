"""Search: an index on disk that finds what a reader may read.

Words: an *entry* is one findable text; a *thing* is what entries speak of (a policy has one entry
for its published and one for its working text); a *reader token* names a circle of readers.
Features use `port` for the values, `parse` for what was typed, `outbox.enqueue` when something
changed, `door.SearchIndex` to ask, `snippets` to show. The index is derived: it can be thrown
away and rebuilt from the database at any time, and it knows neither people nor policies.
"""

import importlib
import warnings

# Whoosh 2.7.4 was written for older Pythons: compiled for the first time it emits SyntaxWarning
# (DeprecationWarning before 3.12), which is fatal where warnings are errors. It also imports
# parts of itself only when used, so those parts are loaded here, once, in silence.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    for _part in (
        "codec.whoosh3",
        "fields",
        "index",
        "query",
        "query.spans",
        "searching",
        "writing",
    ):
        importlib.import_module(f"whoosh.{_part}")
