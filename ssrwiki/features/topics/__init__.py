"""Topic pages: everything on one theme or one place, whatever its kind.

What topics there are is known to `commons/topics`; which document carries which, to
`commons/documents`.
"""
