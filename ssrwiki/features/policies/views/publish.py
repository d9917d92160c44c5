"""Publishing a version, after pages that show what would change and what would happen."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read_working_text, is_in_audience
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.notifications.queries import recipients
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.policies.actions import proofs
from ssrwiki.features.policies.actions import versions as actions
from ssrwiki.features.policies.actions.kinds import POLICY
from ssrwiki.features.policies.actions.proofs import Proof
from ssrwiki.features.policies.actions.versions import Imprint
from ssrwiki.features.policies.forms.publish import PublishForm
from ssrwiki.features.policies.permissions import PUBLISH
from ssrwiki.features.policies.queries import endorsements, policies, versions
from ssrwiki.features.policies.queries.endorsements import Roll
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.counting import FEWEST_SHOWN
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.features.policies.views import comparing, weighty
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import Conflict
from ssrwiki.foundation.web.forms import fulfil, status_of
from ssrwiki.foundation.web.headers import no_store
from ssrwiki.foundation.web.held import takes
from ssrwiki.foundation.web.route_marks import needs
from ssrwiki.foundation.web.templating import said
from ssrwiki.foundation.web.unit_of_work import abandon, reading, session
from ssrwiki.foundation.words import say

blueprint = Blueprint("policy_publishing", __name__, url_prefix="/policies/<slug>")


@blueprint.route("/publish", methods=["GET", "POST"])
@needs(PUBLISH)
@takes(PublishForm)
@no_store
def publish(slug: str) -> ResponseReturnValue:
    """Shows the changes and asks; then shows what will happen; then publishes."""
    form = _begun(slug)

    def act() -> str:
        with reading() as opened:
            proof = _seen(form, proofs.proof(opened, _document(opened, slug)))
        document = _document(session(), slug)
        version = actions.publish(
            session(),
            actor=current_actor(),
            document=document,
            proof=proof,
            imprint=_imprint(form),
        )
        return f"{document.address}/v{version.number}"

    def confirmation(opened: Session) -> str:
        desk = _desk(opened, _document(opened, slug))
        form.based_on.data = str(_seen(form, desk.proof).revision_number)
        imprint = _imprint(form)
        actions.require_possible(
            opened,
            actor=current_actor(),
            document=desk.document,
            proof=desk.proof,
            imprint=imprint,
        )
        return _confirmation(opened, desk, form, imprint)

    done = fulfil(form, act) if weighty.is_confirmed() else weighty.first_step(form, confirmation)
    if done is not None:
        return done
    if request.method == "POST":
        abandon()
    desk = _desk(session(), _document(session(), slug))
    if request.method == "GET":
        form.based_on.data = str(desk.proof.revision_number)
    return _form(desk, form)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies before the officer."""

    document: Document
    proof: Proof
    latest: Edition | None

    @property
    def number(self) -> int:
        """Of the version to be."""
        return self.latest.number + 1 if self.latest else 1


def _begun(slug: str) -> PublishForm:
    """The form with the readers of the version before; a first version is for everybody."""
    with reading() as opened:
        document = _document(opened, slug)
        is_first = not versions.editions(opened, document)
        group = people.group_slug(opened, document.group_id) if document.group_id else ""
        audience = Audience.PUBLIC.value if is_first else document.audience
        return PublishForm(data={"audience": audience, "group": group})


def _document(opened: Session, slug: str) -> Document:
    document = loading.working_document(opened, POLICY, slug)
    access.require(current_actor(), PUBLISH, document)
    return document


def _desk(opened: Session, document: Document) -> _Desk:
    editions = versions.editions(opened, document)
    return _Desk(document, proofs.proof(opened, document), editions[0] if editions else None)


def _seen(form: PublishForm, proof: Proof) -> Proof:
    """The proof, if it is of the text that the officer has looked at."""
    seen = str(form.based_on.data or "0")
    if seen not in {"0", str(proof.revision_number)}:
        raise Conflict(say("Somebody saved the working text since you looked at it."), proof.body)
    return proof


def _imprint(form: PublishForm) -> Imprint:
    return Imprint(
        summary=str(form.summary.data or ""),
        change_class=str(form.change_class.data),
        audience=str(form.audience.data),
        group=str(form.group.data or ""),
    )


def _form(desk: _Desk, form: PublishForm) -> ResponseReturnValue:
    opened = session()
    form.offer(people.groups_of(opened, current_actor(), standing_id=desk.document.group_id))
    policy = policies.policy(opened, desk.document)
    editions = [desk.latest] if desk.latest else []
    windows = policies.windows(opened, desk.document)
    missing = actions.obstacles(policy, desk.proof, editions, windows)
    page = render_template(
        "policies/publish.html",
        form=form,
        document=desk.document,
        number=desk.number,
        missing=[said(sentence) for sentence in missing],
        comparison=comparing.of_proof(opened, desk.latest, desk.proof) if desk.latest else None,
    )
    return page, status_of(form)


def _confirmation(opened: Session, desk: _Desk, form: PublishForm, imprint: Imprint) -> str:
    return render_template(
        "policies/publish_confirm.html",
        document=desk.document,
        number=desk.number,
        will=_consequences(opened, desk, imprint),
        carried=weighty.carried(form),
        comparison=comparing.of_proof(opened, desk.latest, desk.proof) if desk.latest else None,
    )


def _consequences(opened: Session, desk: _Desk, imprint: Imprint) -> list[str]:
    readers = {
        Audience.PUBLIC: _("Everybody can read it, without an account."),
        Audience.MEMBERS: _("Everybody with an account can read it."),
        Audience.GROUP: _("Only the group that you chose and the owning units can read it."),
        Audience.UNIT: _("Only the owning units can read it."),
    }
    sentences = [
        _("Version %(number)s is fixed for ever; a change needs a new one.", number=desk.number),
        readers[Audience(imprint.audience)],
        _told(_told_count(opened, desk.document, imprint)),
    ]
    if desk.latest is None:
        return sentences
    comment_count = sum(each.comment_count for each in policies.windows(opened, desk.document))
    roll = endorsements.roll(
        opened,
        viewer=current_actor(),
        document=desk.document,
        editions=versions.editions(opened, desk.document),
    )
    is_editorial = imprint.change_class == ChangeClass.EDITORIAL
    return [
        *sentences,
        _carried(comment_count),
        *([_stands(roll, is_editorial=is_editorial)] if roll.stands else []),
        _("The policy goes back to being a working draft."),
    ]


def _told_count(opened: Session, document: Document, imprint: Imprint) -> int:
    # Whoever watches a topic of the working text: it is what will be published.
    act = Activity(
        verb=actions.PUBLISHED, document_id=document.id, is_minor=False, needs_working_text=True
    )

    def may_read(person: Actor) -> bool:
        return is_in_audience(person, document, imprint.audience) or can_read_working_text(
            person, document
        )

    return recipients.foreseen_count(
        opened, Happening(act, document), actor=current_actor(), may_read=may_read
    )


def _told(count: int) -> str:
    """A small number would tell who holds a position by role and region (safety rule 4)."""
    if not count:
        return _(
            "Nobody watches this policy or its topics or holds a position on it, "
            "so no notices leave."
        )
    if count < FEWEST_SHOWN:
        return _(
            "Fewer than five people who watch this policy or its topics, or hold a position on it, "
            "are told ten minutes later."
        )
    return _(
        "%(count)s people who watch this policy or its topics, or hold a position on it, "
        "are told ten minutes later.",
        count=count,
    )


def _carried(comment_count: int) -> str:
    if not comment_count:
        return _("There are no comments on earlier versions to be carried over.")
    return ngettext(
        "%(num)s comment on earlier versions is carried over.",
        "%(num)s comments on earlier versions are carried over.",
        comment_count,
    )


def _stands(roll: Roll, *, is_editorial: bool) -> str:
    if is_editorial:
        return _("Positions taken so far go on counting: only the wording changes.")
    counted_count = len(roll.of(CountGroup.COUNTED))
    if not counted_count or not roll.is_numbered(CountGroup.COUNTED):
        return _("Positions stop counting until their holders confirm them.")
    return ngettext(
        "%(num)s position stops counting until its holder confirms it.",
        "%(num)s positions stop counting until their holders confirm them.",
        counted_count,
    )
