"""Letters to people: written by `letters`, carried by `transports`, kept by `folder`.

Knows no request and no database: a job hands in an address, a language and values. What may
be told to whom is decided by those who call.
"""
