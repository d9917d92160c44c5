"""Planting the demo: the files below `seed/`, entered through the actions, in their own time.

Each act has a key and an instant counted from the day of planting. Acts run in the order of
their instants under a clock that stands there, each in a transaction of its own; an act whose
key is planted already is skipped. Nothing that is planted sends a mail.
"""
