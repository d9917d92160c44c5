"""A visitor with a cookie jar, who fills forms in as a browser would."""

import re
from html import unescape

from werkzeug.test import TestResponse

from ssrwiki.commons.people import queries as people
from ssrwiki.features.accounts.actions import sessions
from ssrwiki.features.accounts.views import visits
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web.site import Site
from tests.factories.people import PASSWORD

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_NAME = re.compile(r'name="([^"]*)"')
_VALUE = re.compile(r'value="([^"]*)"')


class Visitor:
    """`get` and `send`; `send` opens the form first and takes its hidden fields along."""

    def __init__(self, app: Site) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def send(
        self, address: str, *, form_at: str | None = None, **fields: str | list[str]
    ) -> TestResponse:
        form = self.hidden_fields(form_at or address)
        return self.client.post(address, data={**form, **fields})

    def hidden_fields(self, address: str) -> dict[str, str]:
        page = self.get(address).get_data(as_text=True)
        main = page[page.index("<main") :] if "<main" in page else page
        found: dict[str, str] = {}
        for tag in _HIDDEN.findall(main):
            name, value = _NAME.search(tag), _VALUE.search(tag)
            if name and name[1] not in found:
                found[name[1]] = unescape(value[1]) if value else ""
        return found

    def sign_in(self, handle: str) -> "Visitor":
        """Signed in as after the form, without its half second of hashing."""
        database: Database = self.app.extensions["ssrwiki.database"]
        with database.writing() as session:
            person = people.person_by_email(session, f"{handle}@example.org")
            assert person is not None, handle
            cookie = sessions.open_for(session, person.id)
        self.client.set_cookie(visits.cookie_name(self.app.config["SETTINGS"]), cookie)
        return self

    def sign_in_by_form(self, handle: str) -> "Visitor":
        done = self.send("/account/sign-in", email=f"{handle}@example.org", password=PASSWORD)
        assert done.status_code == 303, done.status_code
        return self


def text_of(response: TestResponse) -> str:
    """The words of the page's main part, without tags."""
    page = response.get_data(as_text=True)
    main = page[page.index("<main") :] if "<main" in page else page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
