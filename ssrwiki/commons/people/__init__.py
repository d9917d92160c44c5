"""People, the organisations they belong to, and the groups that may read together.

An *affiliation* says for whom a person works, in which role family and region; it counts once a
moderator has verified it. An `Actor` is a person as one request, job or command sees them: a
frozen value, never a row. Who wrote what is not known here: see `authorship`.
"""
