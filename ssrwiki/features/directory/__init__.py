"""The directory: organisations, and for members the people who are verified to work for them.

A person's page tells what a byline by name tells, and the role. Trade and region stay off it:
they would help to work out who stands behind a byline by role and region. For the same reason
it lists no contributions.
"""
