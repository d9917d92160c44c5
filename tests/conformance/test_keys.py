"""What can be read off the keys by which lists page (safety rule 3)."""

import base64
import json
import re
from collections.abc import Iterator

from tests.conformance.ground import Ground
from tests.conformance.telling import check

KEY = re.compile(r"[?&;](?:after|before)=([\w-]+)")
NUMBERED = re.compile(r"/history$")
"""Histories page by the numbers of revisions, which they show."""


def keys(ground: Ground) -> Iterator[tuple[str, list[object]]]:
    """What each link to a further page says, with the name of the page it stands on."""
    for visit in ground.visits:
        if visit.is_page:
            for key in KEY.findall(visit.text):
                padded = key + "=" * (-len(key) % 4)
                yield visit.name, json.loads(base64.urlsafe_b64decode(padded))


def test_no_key_tells_the_number_of_a_row(ground: Ground) -> None:
    check(
        "Rows are numbered as they arrive. Page by `public_id`, which is random.",
        (
            f"{name}: {values}"
            for name, values in keys(ground)
            if any(isinstance(value, int) for value in values)
            and not NUMBERED.search(name.partition(" ")[0])
        ),
    )


def test_recent_changes_have_more_than_one_page_to_look_at(ground: Ground) -> None:
    assert any(name.startswith("/recent-changes as guest") for name, _ in keys(ground))
