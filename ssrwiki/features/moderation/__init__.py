"""Moderation: reports, the queue of what newcomers wrote, hiding with a reason, appeals, standing.

Publish first, moderate after. A *report* asks moderators to look at a contribution; an *appeal*
asks a second one to look again at what was hidden. Nobody moderates texts of their own
organisation, and no page here tells who wrote or reported a thing. How a comment or a document
is hidden is theirs to know (`discussion`, `documents`).
"""
