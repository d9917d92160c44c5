"""Mails about an account: transactional, so one in doubt is sent again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import sessions, tokens
from ssrwiki.features.accounts.models import AccountToken, Joining
from ssrwiki.features.accounts.rules import TokenPurpose
from ssrwiki.foundation import keys, spent_forms
from ssrwiki.foundation.mail import post

SWEEP = "accounts.sweep"
END_SIGN_INS = "accounts.end_sign_ins"

_RESET = "/account/reset"
_PATHS = {TokenPurpose.CONFIRM: "/account/confirm", TokenPurpose.RESET: _RESET}


@dataclass(frozen=True, slots=True)
class _Addressee:
    email: str
    display_name: str = ""
    locale: str = "en"
    zone: str = "UTC"


def mail(session: Session, arguments: Mapping[str, str]) -> None:
    """Sends one letter; a token that has been used, voided or removed needs none."""
    template = arguments["template"]
    if "token" in arguments:
        _mail_token(session, template, session.get(AccountToken, arguments["token"]))
    elif person := _person(session, arguments["person"]):
        _send(session, template, _addressee(person), f"joined:{person.public_id}", _RESET)


def mail_standing(session: Session, arguments: Mapping[str, str]) -> None:
    """Tells a person to look at their account; neither where they work nor what they may do."""
    person = _person(session, arguments["person"])
    if person is not None and person.deactivated_at is None:
        key = f"standing:{arguments['occasion']}"
        _send(session, "standing", _addressee(person), key, "/account/")


def sweep(session: Session, _arguments: Mapping[str, str]) -> None:
    """Removes dead sign-ins, tokens, joinings, and forms that nobody sends again."""
    sessions.forget_old(session)
    spent_forms.forget_old(session)


def end_sign_ins(session: Session, arguments: Mapping[str, str]) -> None:
    """Signs a person out everywhere, after a moderator has changed their role."""
    person = _person(session, arguments["person"])
    if person is not None:
        sessions.end_all(session, person.id)


def _mail_token(session: Session, template: str, token: AccountToken | None) -> None:
    if token is None or token.used_at is not None:
        return
    if token.person_id is not None:
        addressee = _addressee(session.get_one(Person, token.person_id))
    elif joining := session.get(Joining, token.public_id):
        addressee = _Addressee(joining.email)
    else:
        return
    secret = tokens.derived(keys.of(session), token.public_id, token.purpose)
    path = f"{_PATHS[TokenPurpose(token.purpose)]}/{secret}"
    _send(session, template, addressee, token.public_id, path)


def _send(session: Session, template: str, to: _Addressee, key: str, path: str) -> None:
    office = post.of(session)
    letter = office.letters.compose(
        f"account_{template}",
        to=to.email,
        locale=to.locale,
        zone=to.zone,
        key=key,
        display_name=to.display_name,
        url=office.letters.addresses.to(path),
    )
    post.send(session, letter)


def _person(session: Session, public_id: str) -> Person | None:
    return session.scalar(select(Person).where(Person.public_id == public_id))


def _addressee(person: Person) -> _Addressee:
    return _Addressee(
        person.email, person.display_name, person.locale or "en", person.zone or "UTC"
    )
