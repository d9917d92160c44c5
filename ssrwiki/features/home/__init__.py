"""The front page: what this is and what is open, or for members what waits for them.

The one feature that reads others' queries; it has nothing of its own.
"""
