"""One server and one browser for all of these tests; each person has a browser context."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.person import PATIENCE_MS, Person
from tests.browser.serving import Served, serving
from tests.seeded import Seeded

NewPerson = Callable[..., Person]
Reader = Callable[[str], Person]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own browser; without it these tests are left out, and say so."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("there is no chromium on this machine")
    arguments = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(
    chromium: Browser, seeded: Seeded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demo site, served; after `chromium`, so that nothing starts where that is missing."""
    folder = tmp_path_factory.mktemp("served")
    with serving(seeded.copy(folder), folder / "server.log") as served:
        yield served


@contextmanager
def seats(chromium: Browser, site: Served) -> Iterator[NewPerson]:
    """Seats people at browsers; `handle` names one of the demo who is signed in already.

    At the end every browser is closed, and it fails if a page of theirs broke.
    """
    with ExitStack() as seated:

        def seat(handle: str = "", *, has_scripts: bool = True) -> Person:
            context = chromium.new_context(
                base_url=site.address,
                java_script_enabled=has_scripts,
                locale="en-GB",
                reduced_motion="reduce",  # axe would catch a button while its colour moves
            )
            if handle:
                cookie = site.new_sign_in(handle)
                context.add_cookies(
                    [{"name": site.cookie_name, "value": cookie, "url": site.address}]
                )
            return seated.enter_context(Person(context))

        yield seat


@pytest.fixture
def new_person(chromium: Browser, site: Served) -> Iterator[NewPerson]:
    """People for one test."""
    with seats(chromium, site) as seat:
        yield seat


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: Served) -> Iterator[Reader]:
    """People who only look: each once, in the same browser for all tests of a module."""
    with seats(chromium, site) as seat:
        seated: dict[str, Person] = {}

        def sit(handle: str) -> Person:
            if handle not in seated:
                seated[handle] = seat(handle)
            return seated[handle]

        yield sit
