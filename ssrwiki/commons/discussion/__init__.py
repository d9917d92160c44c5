"""What people say about a document, and the answers they get.

A *thread* belongs to a document (a page's discussion) or is held by a feature (a policy's
round). A *comment* is about one revision and one clause, or the whole; a *reply* is a comment
with a parent. A *receipt* says that an office has read a comment; a *disposition* is one
answer: a code and a reason, drafted in private and published together. Whether a thread takes
comments now is for its holder to say; rounds and anchors live in `policies`.
"""
