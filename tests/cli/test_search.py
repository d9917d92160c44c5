"""The search index from the command line."""

from sqlalchemy.orm import Session

from ssrwiki.foundation.web.site import Site
from tests.browser_like import Visitor, text_of
from tests.cli.conftest import Command
from tests.factories.documents import a_page
from tests.factories.people import Town


def test_check_tells_what_is_missing_and_rebuild_mends_it(
    command: Command, app: Site, session: Session, town: Town
) -> None:
    a_page(session, town.actor(), body="The armoury ledger was kept in pencil.")
    session.commit()
    assert command("search", "rebuild").exit_code == 0
    assert command("search", "check").exit_code == 0
    a_page(session, town.actor(), title="Payroll", body="Ghost officers drew pay for years.")
    session.commit()

    differing = command("search", "check")
    assert differing.exit_code == 1
    assert "missing" in differing.output

    assert command("search", "rebuild").exit_code == 0
    assert command("search", "check").exit_code == 0
    assert "Payroll" in text_of(Visitor(app).get("/search?q=ghost+officers"))
