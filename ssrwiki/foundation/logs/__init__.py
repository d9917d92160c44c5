"""What the site tells its operator, and what it never writes down (rule 7 of the safety rules).

`lines` writes JSON to standard output, `networks` names network addresses for a day,
`server` makes gunicorn speak through the same door.
"""
