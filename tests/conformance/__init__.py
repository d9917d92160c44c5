"""What a machine can check about the house: its conventions as tests.

Each test collects every breach and then fails once, with `told`: what is wrong, where, and what
a newcomer should do about it. Pages are visited over the seeded site with a `plot` beside it:
documents in each state and of each audience, so that every route has something to show.
"""
