"""Writes on accounts. Join and reset never reveal whether an address has an account."""
