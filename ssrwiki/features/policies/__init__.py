"""Policies and their road-test: published as versions, commented on, endorsed, answered, revised.

A *policy* is a document whose working text only its owning organisations see. A *version* is a
revision of it that was published, immutable, cut into *clauses* that keep their identity from
version to version. A *round* is a dated window in which one version is open for comment. An
*endorsement* is a person's position on a version. An *anchor* says where a comment stands in a
later version.

Comments and their answers themselves live in `commons/discussion`; the text, its revisions and
their history in `commons/documents`.
"""
