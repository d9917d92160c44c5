"""What documents are about: a tree of themes, and the tree of places.

A *theme* is a subject of the field, such as vetting, kept here with a name per language. A place
(`places`) is a topic as well, under its own slug, so that a topic page gathers all kinds for
either. Which document carries which topic is the documents' to know.
"""
