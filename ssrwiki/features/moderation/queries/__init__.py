"""Reads of moderation: what is reported or hidden, what waits, who waits to be verified."""
