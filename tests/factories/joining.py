"""Joining as a visitor does it, and the mails that come of it."""

import re

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from ssrwiki.foundation.worker import run_due
from tests.browser_like import Visitor

NEW = {
    "email": "new@example.org",
    "display_name": "Prison inspector, Bo",
    "password": "three quiet words",
}


def join(app: Site, **fields: str) -> Visitor:
    visitor = Visitor(app)
    assert visitor.send("/account/join", **{**NEW, **fields}).status_code == 303
    return visitor


def mails(database: Database, settings: Settings) -> list[folder.KeptLetter]:
    run_due(database, composition.tasks())
    return list(folder.read_folder(settings.data_folder / folder.FOLDER_NAME))


def link_in(letter: folder.KeptLetter) -> str:
    found = re.search(r"http://wiki\.example(/account/\S+)", letter.text)
    assert found is not None
    return found[1]


def links_in(letters: list[folder.KeptLetter]) -> set[str]:
    return {link_in(letter) for letter in letters}
