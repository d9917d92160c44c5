"""Search: one box over every kind, and links that narrow what it found.

The index says where to look; what is shown is read again from the database, under the rights of
who asks, by the feature that owns the kind. What is typed is in the address and nowhere else: it
is never logged or counted.
"""
