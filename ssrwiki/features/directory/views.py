"""Organisations, one organisation, one person."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ssrwiki.commons.documents.queries import lists
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.directory import queries
from ssrwiki.foundation import feature
from ssrwiki.foundation.web.headers import noindex
from ssrwiki.foundation.web.route_marks import public, signed_in
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import session

blueprint = Blueprint("directory", __name__, url_prefix="/directory")


@blueprint.get("/")
@public
@noindex
def index() -> ResponseReturnValue:
    """All organisations by name."""
    return render_template("directory/index.html", organisations=people.organisations(session()))


@blueprint.get("/organisations/<slug>")
@public
@noindex
def organisation(slug: str) -> ResponseReturnValue:
    """What an organisation owns, and for members who is verified to work for it."""
    found = queries.organisation(session(), slug)
    viewer = current_actor()
    return render_template(
        "directory/organisation.html",
        organisation=found,
        kinds={name: said(kind.label) for name, kind in feature.findables(session()).items()},
        is_guest=viewer.is_guest,
        members=() if viewer.is_guest else queries.members(session(), found),
        page=lists.owned(
            session(), viewer=viewer, organisation_id=found.id, position=loading.position()
        ),
    )


@blueprint.get("/people/<handle>")
@signed_in
@noindex
def person(handle: str) -> ResponseReturnValue:
    """One person: the name, the organisation that was verified, the role."""
    found = queries.person(session(), handle)
    return render_template("directory/person.html", person=found, roles=_roles(found))


def _roles(person: Actor) -> list[str]:
    words = {
        Role.GUEST: _("Member"),
        Role.MEMBER: _("Member"),
        Role.PRACTITIONER: _("Practitioner"),
        Role.POLICY: _("Policy staff"),
    }
    more = [(_("Moderator"), person.is_moderator), (_("Administrator"), person.is_administrator)]
    return [words[person.role], *(word for word, is_held in more if is_held)]
