"""Mails about an account: transactional, so one in doubt is sent again."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import sessions, tokens
from ssrwiki.features.accounts.models import AccountToken
from ssrwiki.foundation import keys, spent_forms
from ssrwiki.foundation.mail import post

SWEEP = "accounts.sweep"
END_SIGN_INS = "accounts.end_sign_ins"


def mail(session: Session, arguments: Mapping[str, str]) -> None:
    """Sends one letter; a token that has been used or removed needs none."""
    template = arguments["template"]
    if "token" in arguments:
        row = session.get(AccountToken, arguments["token"])
        person = session.get(Person, row.person_id) if row and row.used_at is None else None
    else:
        row = None
        person = session.scalar(select(Person).where(Person.public_id == arguments["person"]))
    if person is None:
        return
    office = post.of(session)
    path = {"confirm": "/account/confirm/", "reset": "/account/reset/"}.get(
        template, "/account/reset"
    )
    secret = tokens.derived(keys.of(session), row.public_id, row.purpose) if row else ""
    letter = office.letters.compose(
        f"account_{template}",
        to=person.email,
        locale=person.locale or "en",
        zone=person.zone or "UTC",
        key=row.public_id if row else f"joined:{person.public_id}",
        display_name=person.display_name,
        url=office.letters.addresses.to(path + secret),
    )
    post.send(session, letter)


def mail_standing(session: Session, arguments: Mapping[str, str]) -> None:
    """Tells a person to look at their account; neither where they work nor what they may do."""
    person = session.scalar(select(Person).where(Person.public_id == arguments["person"]))
    if person is None or person.deactivated_at is not None:
        return
    office = post.of(session)
    letter = office.letters.compose(
        "account_standing",
        to=person.email,
        locale=person.locale or "en",
        zone=person.zone or "UTC",
        key=f"standing:{arguments['occasion']}",
        url=office.letters.addresses.to("/account/"),
    )
    post.send(session, letter)


def sweep(session: Session, _arguments: Mapping[str, str]) -> None:
    """Removes dead sign-ins, tokens, and forms that nobody sends again."""
    sessions.forget_old(session)
    spent_forms.forget_old(session)


def end_sign_ins(session: Session, arguments: Mapping[str, str]) -> None:
    """Signs a person out everywhere, after a moderator has changed their role."""
    person = session.scalar(select(Person).where(Person.public_id == arguments["person"]))
    if person is not None:
        sessions.end_all(session, person.id)
