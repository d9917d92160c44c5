"""Gzips answers, without letting their lengths spell out what is in them.

The threat is BREACH: someone who can make a member's browser open our addresses with text of
their choice, and can see how long the answers are, guesses secrets of the page letter by letter,
since text that repeats packs smaller. Masking the form token alone would leave names and drafts
to be guessed. So two answers:

- A request that another site caused (`Sec-Fetch-Site: cross-site`) and that carries a cookie is
  not packed at all. Browsers of the last years send this header and scripts can't forge it.
- For older browsers every packed answer gets a file name of random length in its gzip header,
  0 to 100 bytes that no browser shows, which drowns a difference of one letter.

Source: Palaiologos and others, "Heal the Breach", IEEE Access 2022; Django does the second.
"""

import secrets
import struct
import zlib

from flask import Flask, Request, Response, request

SMALLEST_BYTES = 500
LEVEL = 5
LONGEST_PADDING = 100
_TYPES = frozenset({"application/json", "application/atom+xml", "application/rss+xml"})
_HEADER = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"  # deflate, "a file name follows", no time


def register(app: Flask) -> None:
    """Packs answers last: call this before anything else that looks at bodies."""

    @app.after_request
    def pack(response: Response) -> Response:
        if _is_text(response):
            response.vary.add("Accept-Encoding")
            if may_pack(request) and _is_worth_it(response):
                response.set_data(packed(response.get_data()))
                response.headers["Content-Encoding"] = "gzip"
                etag, _is_weak = response.get_etag()
                if etag:  # other bytes than the ones a strong tag was given for
                    response.set_etag(etag, weak=True)
        return response


def may_pack(asked: Request) -> bool:
    """Whether the browser takes gzip and the length of the answer may be seen."""
    is_foreign = asked.headers.get("Sec-Fetch-Site") == "cross-site"
    return asked.accept_encodings["gzip"] > 0 and not (is_foreign and asked.cookies)


def packed(body: bytes) -> bytes:
    """`body` as gzip with a file name of random length."""
    padding = b"a" * secrets.randbelow(LONGEST_PADDING + 1)
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return b"".join((_HEADER, padding, b"\0", deflate.compress(body), deflate.flush(), tail))


def _is_text(response: Response) -> bool:
    mimetype = response.mimetype or ""
    return mimetype.startswith("text/") or mimetype in _TYPES


def _is_worth_it(response: Response) -> bool:
    if response.direct_passthrough or response.is_streamed or response.content_encoding:
        return False
    return response.status_code not in {204, 206, 304} and (
        len(response.get_data()) >= SMALLEST_BYTES
    )
