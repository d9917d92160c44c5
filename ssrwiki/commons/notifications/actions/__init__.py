"""Writes of notices: watching, what one has read, what one wants by mail."""
