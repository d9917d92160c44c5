"""Letters kept as files."""

from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from ssrwiki.foundation.mail import folder
from ssrwiki.foundation.mail.letters import POLICY


def a_letter(subject="Réponse"):
    letter = EmailMessage(policy=POLICY)
    letter["To"] = "aminata@example.org"
    letter["Subject"] = subject
    letter["Date"] = "Sat, 21 Nov 2026 10:30:00 +0100"
    letter["List-Unsubscribe"] = "<https://wiki.example.org/stop/x>"
    letter.set_content("Bonjour à tous.\n", cte="quoted-printable")
    letter.add_alternative("<p>Bonjour à tous.</p>", subtype="html")
    return letter


def test_a_kept_letter_is_read_back_as_it_was(tmp_path):
    number = folder.keep(tmp_path / "mail", a_letter())
    kept = folder.read_letter(tmp_path / "mail", number)
    assert (kept.number, kept.to, kept.subject) == (1, "aminata@example.org", "Réponse")
    assert kept.text == "Bonjour à tous.\n"
    assert kept.html.strip() == "<p>Bonjour à tous.</p>"
    assert kept.sent_at.isoformat() == "2026-11-21T09:30:00+00:00"
    assert kept.unsubscribe_url == "https://wiki.example.org/stop/x"


def test_the_newest_letter_comes_first_even_after_the_ninth(tmp_path):
    for number in range(1, 12):
        folder.keep(tmp_path, a_letter(f"Letter {number}"))
    subjects = [kept.subject for kept in folder.read_folder(tmp_path)]
    assert subjects == [f"Letter {number}" for number in range(11, 0, -1)]


def test_only_we_may_read_what_is_kept(tmp_path):
    folder.keep(tmp_path / "mail", a_letter())
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0
    assert (tmp_path / "mail" / "1.eml").stat().st_mode & 0o777 == 0o600


def test_letters_kept_at_the_same_time_overwrite_nothing(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: folder.keep(tmp_path, a_letter(str(n))), range(40)))
    assert sorted(numbers) == list(range(1, 41))
    assert {kept.subject for kept in folder.read_folder(tmp_path)} == set(map(str, range(40)))
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_number_without_letter_gives_none(tmp_path, number):
    folder.keep(tmp_path, a_letter())
    assert folder.read_letter(tmp_path, number) is None


def test_a_folder_that_was_never_made_is_an_empty_mailbox(tmp_path):
    assert folder.read_folder(tmp_path / "none") == ()
