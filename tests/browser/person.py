"""Somebody at a browser of their own."""

from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.factories.people import PASSWORD

PATIENCE_MS = 20_000
"""How long a page may take on a machine whose cores are busy with other tests."""


class Person:
    """Goes to pages, writes into fields by their names, presses buttons.

    `troubles` gathers what no page may ever do: break in a script, break its own security
    policy, ask for a file that isn't there.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.context.set_default_timeout(PATIENCE_MS)
        self.troubles: list[str] = []
        self.page = self._watched(context.new_page())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.context.close()
        if kind is None:
            assert not self.troubles, self.troubles

    @property
    def main(self) -> Locator:
        """The main part of the page, without head and foot."""
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where the person is, without query and fragment."""
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """The words of the main part as they are seen, in one line."""
        return " ".join(self.main.inner_text().split())

    def new_tab(self) -> None:
        """Goes on in a second page of the same browser."""
        self.page = self._watched(self.context.new_page())

    def forget_what_is_kept(self) -> None:
        """Empties the browser's cache, as for somebody who was never here."""
        tools = self.context.new_cdp_session(self.page)
        tools.send("Network.clearBrowserCache")
        tools.detach()

    def go(self, path: str) -> int:
        """Opens an address of the site and gives the status of its answer."""
        answer = self.page.goto(path, wait_until="domcontentloaded")
        assert answer is not None
        return answer.status

    def field(self, name: str) -> Locator:
        """The field of a form, by the name under which it is sent."""
        return self.main.locator(f'[name="{name}"]')

    def write(self, name: str, words: str) -> None:
        """Writes into a field, in place of what stands there."""
        field = self.field(name)
        self._unfold(field)
        field.fill(words)

    def choose(self, name: str, value: str) -> None:
        """Marks one answer of several, or ticks a box."""
        option = self.main.locator(f'input[name="{name}"][value="{value}"]')
        self._unfold(option)
        option.check()

    def send(self) -> int:
        """Presses the one primary button of the page and gives the status of what comes."""
        return self.led_by(self.main.locator("button.button-primary"))

    def press(self, label: str) -> int:
        """Presses another button."""
        return self.led_by(self.main.get_by_role("button", name=label, exact=True))

    def follow(self, label: str) -> int:
        """Follows a link by all of its words."""
        return self.led_by(self.main.get_by_role("link", name=label, exact=True).first)

    def led_by(self, control: Locator) -> int:
        """Clicks and gives the status of the page that this leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded") as leading:
            control.click()
        return leading.value.status if leading.value is not None else 0

    def sign_in(self, address: str) -> None:
        """Signs in by the form, with the password of the demo."""
        self.go("/account/sign-in")
        self.write("email", f"{address}@example.org")
        self.write("password", PASSWORD)
        assert self.send() == 200
        assert self.path != "/account/sign-in", self.text

    def open_mail(self, subject: str) -> None:
        """Opens the newest mail of the site whose subject has this in it, as soon as it is sent."""
        for _ in range(PATIENCE_MS // 500):
            self.go("/-/mailbox")
            letters = self.main.get_by_role("link", name=subject)
            if letters.count():
                self.led_by(letters.first)
                return
            self.page.wait_for_timeout(500)
        raise AssertionError(f"No mail about {subject!r} has come.")

    def sees(self, words: str) -> None:
        """Waits until the words stand in the main part."""
        expect(self.main).to_contain_text(words, timeout=PATIENCE_MS)

    def _unfold(self, field: Locator) -> None:
        """Opens the folds around a field, from the outermost, as one does by hand."""
        folds = field.locator("xpath=ancestor::details[not(@open)]")
        while folds.count():
            folds.first.locator("> summary").click()

    def _watched(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        page.on("response", self._look_at)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # What couldn't be loaded is judged by its answer, below: a refused form is no trouble.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(message.text)

    def _look_at(self, answer: Response) -> None:
        is_page = answer.request.resource_type == "document"
        if answer.status >= 500 or (answer.status >= 400 and not is_page):
            self.troubles.append(f"{answer.status} {answer.url}")
