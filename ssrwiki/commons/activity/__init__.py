"""What happened to which document: the source of recent changes and of notices.

An *activity* carries the byline of what it tells about and no person; it is written in the
transaction of the act. What a person receives of it is a *notice*, and lives elsewhere.
"""
