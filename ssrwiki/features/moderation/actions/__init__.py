"""Writes of moderation: reporting and deciding, appealing and looking again, verifying people."""
