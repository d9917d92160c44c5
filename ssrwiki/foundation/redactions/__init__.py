"""Redaction as the house does it: what can be redacted, the row that each one leaves, and the list
of them outside the database, from which a restored backup is redacted again.

What becomes of the words is the features' affair; the one door is
`commons/documents/actions/redacting.py`. Source: safety rule 8, decision record 0015.
"""
