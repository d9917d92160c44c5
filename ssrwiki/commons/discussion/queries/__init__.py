"""Reads of discussions; whatever leaves as a `Shown…` value holds only what this viewer may see."""
