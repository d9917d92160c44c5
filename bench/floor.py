"""The floor: Flask answering with a constant page of the size asked for."""

from flask import Flask, Response

app = Flask(__name__)
_FILLER = b"<p>Nothing is asked of a database for this page.</p>\n"


@app.get("/<int:size>")
def constant(size: int) -> Response:
    """A page of `size` bytes."""
    body = (_FILLER * (size // len(_FILLER) + 1))[:size]
    return Response(body, content_type="text/html; charset=utf-8")
