"""Writes of discussions: threads, comments, what becomes of them, and receipts."""
