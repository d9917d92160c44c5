"""Markdown in, safe HTML out: the one door for markdown, bleach and nh3.

`bounds` refuses what would take too long, `dialect` says what may be written, `finishing` puts
the parsed tree in order, `sanitise` has the last word over the HTML, `blocks` cuts it into
clause candidates, `wikilinks` settles the links between pages at each view, `showing` makes the
HTML ready for it. `markdown.render` and `markdown.render_remark` are what callers need. Nothing
here knows a database or a request.
"""
