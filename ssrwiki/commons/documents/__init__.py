"""Documents and their revisions: the spine on which every kind of text stands.

A *document* has an address, an audience and owners; a *revision* is one saved, immutable state
of title, text and typed fields, numbered from 1. Saving compares and swaps the head, so a save
on an old base never overwrites. Other tables *have* a document; this package knows none of them:
a feature declares its `DocumentKind`. Comments, versions and rounds live elsewhere.
"""
