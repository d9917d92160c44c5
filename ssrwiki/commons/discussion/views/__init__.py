"""Pages of discussions: a document's own conversation, and what one may do to a single comment.

Features that hold threads of their own build their pages from `cards` and `sending`.
"""
