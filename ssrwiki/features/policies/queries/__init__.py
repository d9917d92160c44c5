"""Reads of policies, their versions, and the positions taken on them."""
