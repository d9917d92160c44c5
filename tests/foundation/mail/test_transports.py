"""Letters on their way, against a small mail server that answers as it is told."""

import logging
import socketserver
import threading
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from ssrwiki.foundation.mail import transports
from ssrwiki.foundation.mail.letters import POLICY
from ssrwiki.foundation.mail.transports import (
    FolderTransport,
    MailFailed,
    Outcome,
    SmtpTransport,
)

SECRETS = ("aminata", "wiki@", "Confidential", "hush-hush")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(**answers):
    """A server's port and what it received; an answer of None hangs up instead."""
    received = []

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self):
            self.reply("220 ready")
            while line := self.rfile.readline():
                verb = line.decode().split()[0].split(":")[0].upper()
                received.append(line.decode().strip())
                if verb == "DATA" and "DATA" not in answers:
                    self.reply("354 go on")
                    text = iter(self.rfile.readline, b".\r\n")
                    received.extend(one.decode().strip() for one in text)
                    verb = "TEXT"
                answer = answers.get(verb, "221 bye" if verb == "QUIT" else "250 fine")
                if answer is None:
                    return
                self.reply(answer)

        def reply(self, answer):
            self.wfile.write(answer.encode() + b"\r\n")

    with _Server(("127.0.0.1", 0), Conversation) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1], received
        finally:
            server.shutdown()
            thread.join()


def a_letter():
    letter = EmailMessage(policy=POLICY)
    letter["From"] = "wiki@example.org"
    letter["To"] = "aminata@example.org"
    letter["Subject"] = "Confidential"
    letter.set_content("hush-hush\n")
    return letter


def test_a_letter_reaches_the_server_whole():
    with mail_server() as (port, received):
        SmtpTransport("127.0.0.1", port, is_tls=False).send(a_letter())
    assert "rcpt TO:<aminata@example.org>" in received
    assert "hush-hush" in received
    assert received[-1] == "quit"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"RCPT": "550 aminata@example.org is unknown here"}, Outcome.REFUSED),
        ({"RCPT": "451 aminata@example.org: later"}, Outcome.NOT_SENT),
        ({"MAIL": "550 wiki@example.org may not send"}, Outcome.REFUSED),
        ({"TEXT": "554 hush-hush is no word"}, Outcome.REFUSED),
        ({"TEXT": "451 try later"}, Outcome.NOT_SENT),
        ({"TEXT": None}, Outcome.IN_DOUBT),
    ],
)
def test_a_failure_tells_how_far_the_letter_came_and_nothing_of_it(answers, outcome, caplog):
    with mail_server(**answers) as (port, _received), pytest.raises(MailFailed) as failure:
        SmtpTransport("127.0.0.1", port, is_tls=False).send(a_letter())
    assert failure.value.outcome == outcome
    told = str(failure.value) + caplog.text + repr([vars(one) for one in caplog.records])
    assert not [secret for secret in SECRETS if secret in told]


def test_a_goodbye_that_fails_is_no_failure():
    with mail_server(QUIT=None) as (port, received):
        SmtpTransport("127.0.0.1", port, is_tls=False).send(a_letter())
    assert "hush-hush" in received


def test_no_password_leaves_over_an_open_line(monkeypatch):
    monkeypatch.setattr(transports, "_is_own_machine", lambda host: False)
    with mail_server() as (port, received), pytest.raises(MailFailed) as failure:
        SmtpTransport("127.0.0.1", port, False, "wiki", "secret").send(a_letter())
    assert failure.value.outcome == Outcome.NOT_SENT
    assert not [line for line in received if line.upper().startswith("AUTH")]


def test_a_server_that_is_not_there_has_sent_nothing():
    with mail_server() as (port, _received):
        pass
    with pytest.raises(MailFailed) as failure:
        SmtpTransport("127.0.0.1", port, is_tls=False).send(a_letter())
    assert failure.value.outcome == Outcome.NOT_SENT
    assert failure.value.reason == "ConnectionRefusedError"


def test_a_folder_that_cannot_be_written_fails_like_a_server(tmp_path, caplog):
    (tmp_path / "mail").write_text("a file stands where the folder should")
    with caplog.at_level(logging.WARNING), pytest.raises(MailFailed):
        FolderTransport(tmp_path / "mail").send(a_letter())
    assert not [secret for secret in SECRETS if secret in caplog.text]


def test_the_address_of_the_setting_names_the_transport(tmp_path):
    assert transports.from_url("folder:", tmp_path) == FolderTransport(tmp_path / "mail")
    assert transports.from_url("smtp://relay.example.org", tmp_path) == SmtpTransport(
        "relay.example.org", 25, is_tls=False
    )
    assert transports.from_url("smtps://wiki:p%40ss@relay.example.org:4650", tmp_path) == (
        SmtpTransport("relay.example.org", 4650, True, "wiki", "p@ss")
    )


@pytest.mark.parametrize("url", ["", "http://x:hidden@y", "smtp://", "folder:/etc"])
def test_no_other_address_is_taken_and_its_password_not_repeated(tmp_path, url):
    with pytest.raises(ValueError, match="MAIL_URL") as refusal:
        transports.from_url(url, tmp_path)
    assert "hidden" not in str(refusal.value)


def test_a_transport_shows_no_password():
    assert "secret" not in repr(SmtpTransport("relay.example.org", 465, True, "wiki", "secret"))
