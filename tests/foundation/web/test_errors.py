"""What becomes of a request that is refused for its size."""

from io import BytesIO

import pytest

from ssrwiki.app import LARGEST_REQUEST_BYTES
from ssrwiki.foundation.web.site import Site


def left_unread(app: Site, sent_bytes: int) -> int:
    """How much of a body the site didn't take in before it answered."""
    body = BytesIO(b"x" * sent_bytes)
    kind = "application/x-www-form-urlencoded"
    answer = app.test_client().post(
        "/account/sign-in", input_stream=body, content_type=kind, content_length=sent_bytes
    )
    assert answer.status_code == 413
    return sent_bytes - body.tell()


@pytest.mark.parametrize("sent_bytes", [LARGEST_REQUEST_BYTES + 1, 6_000_000])
def test_a_body_that_is_too_large_is_taken_in_so_that_its_sender_hears_why(
    app: Site, sent_bytes: int
) -> None:
    assert left_unread(app, sent_bytes) == 0


def test_a_huge_body_is_cut_off(app: Site) -> None:
    assert left_unread(app, 40_000_000) > 0
