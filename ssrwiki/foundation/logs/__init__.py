"""What the site tells its operator, and what it never writes down (rule 7 of the safety rules).

`lines` writes JSON to standard output, `server` makes gunicorn speak through the same door. No line
has a network address, not even a hash of one.
"""
