"""Policies of the seed: their texts, versions, rounds and decisions."""

from collections.abc import Iterator

from ssrwiki.cli.seed import conversations
from ssrwiki.cli.seed.acts import Act, Run, Stage
from ssrwiki.cli.seed.reading import Calendar, Table, policies, text
from ssrwiki.commons.documents.actions import manuscripts
from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.features.policies.actions import (
    kinds,
    openings,
    proofs,
    responses,
    rounds,
    states,
    versions,
)
from ssrwiki.features.policies.actions import policies as working
from ssrwiki.features.policies.queries import rounds as held_rounds

# Acts of one instant in the order in which they follow from one another.
SAVED, PUBLISHED, OPENED, SAID = range(4)


def acts(calendar: Calendar) -> Iterator[Act]:
    """Everything that happened to each policy."""
    for folder, policy in policies():
        slug = folder.rpartition("/")[2]
        yield from _texts(slug, folder, policy, calendar)
        yield from _rounds(slug, policy, calendar)
        yield from conversations.acts(slug, policy, calendar)
        for number, change in enumerate(policy.get("state_changes", ())):
            key = f"{slug}:state:{number}"
            yield Act(key, calendar.instant(change["at"]), _decide(slug, change), SAID)


def _texts(slug: str, folder: str, policy: Table, calendar: Calendar) -> Iterator[Act]:
    for number, save in enumerate(policy.get("saves", ())):
        run = _save(slug, f"{folder}/{save['file']}", policy, save, calendar)
        yield Act(f"{slug}:save:{number}", calendar.instant(save["at"]), run, SAVED)
    for version in policy.get("versions", ()):
        at, number = calendar.instant(version["published"]), version["number"]
        run = _save(slug, f"{folder}/{version['file']}", policy, version, calendar)
        yield Act(f"{slug}:text:{number}", at, run, SAVED)
        yield Act(f"{slug}:version:{number}", at, _publish(slug, version), PUBLISHED)


def _rounds(slug: str, policy: Table, calendar: Calendar) -> Iterator[Act]:
    for given in policy.get("rounds", ()):
        key, number = f"{slug}:round:{given['number']}", given["number"]
        opens = calendar.instant(given["opens"], given["zone"])
        yield Act(key, opens, _open(slug, given, calendar), OPENED)
        if early := given.get("closed_early"):
            yield Act(f"{key}:close", calendar.instant(early["at"]), _close(slug, number, early))
        if answered := given.get("answers_published"):
            run = _publish_answers(slug, given)
            yield Act(f"{key}:answers", calendar.instant(answered), run, SAID + 1)


def _save(slug: str, path: str, policy: Table, given: Table, calendar: Calendar) -> Run:
    def run(stage: Stage) -> str:
        actor = stage.actor(given["by"])
        manuscript = _manuscript(path, policy, given, calendar)
        key = f"{slug}:document"
        if key not in stage.made:
            document = working.begin(stage.session, actor=actor, manuscript=manuscript, slug=slug)
            stage.made[key] = document.public_id
            return document.public_id
        document = stage.document(slug)
        revision = working.save(
            stage.session,
            actor=actor,
            document=document,
            manuscript=manuscript,
            based_on=document.head_number,
        )
        return revision.public_id

    return run


def _manuscript(path: str, policy: Table, given: Table, calendar: Calendar) -> Manuscript:
    contact = policy["contact"]
    draft = manuscripts.Draft(
        title=policy["title"],
        body=text(path),
        summary=given.get("summary", ""),
        audience="unit",
        fields={
            ABSTRACT: policy["abstract"],
            THEMES: tuple(policy["topics"]),
            PLACES: tuple(policy["regions"]),
            kinds.FIELD: policy["field"],
            kinds.OWNING_UNITS: tuple(policy["owning_units"]),
            kinds.LEAD: policy["lead"],
            kinds.STEWARD: policy["steward"],
            kinds.CONTACT: f"{contact['post']}, {contact['office']}",
            kinds.MEANT_FOR_ROLES: tuple(policy["meant_for_roles"]),
            kinds.MEANT_FOR_REGIONS: tuple(policy["meant_for_regions"]),
            kinds.REVIEW_ON: calendar.day(policy["review_on"]),
        },
    )
    return manuscripts.prepare(kinds.POLICY, draft)


def _publish(slug: str, given: Table) -> Run:
    def run(stage: Stage) -> str:
        document = stage.document(slug)
        version = versions.publish(
            stage.session,
            actor=stage.actor(given["by"]),
            document=document,
            proof=proofs.proof(stage.session, document),
            imprint=versions.Imprint(
                summary=given.get("summary", ""),
                change_class=given.get("change_class", "substantive"),
                audience=given["audience"],
            ),
        )
        return version.public_id

    return run


def _open(slug: str, given: Table, calendar: Calendar) -> Run:
    def run(stage: Stage) -> str:
        round_ = rounds.open_round(
            stage.session,
            actor=stage.actor(given["by"]),
            document=stage.document(slug),
            opening=openings.opening(
                closes_at=calendar.local(given["closes"]),
                zone=given["zone"],
                question=given.get("question", ""),
                response_due_on=(
                    calendar.day(given["response_due"]) if "response_due" in given else ""
                ),
            ),
        )
        return round_.public_id

    return run


def _close(slug: str, number: int, given: Table) -> Run:
    def run(stage: Stage) -> str:
        actor = stage.actor(given["by"])
        held = held_rounds.held(stage.session, viewer=actor, slug=slug, number=number)
        rounds.close_early(stage.session, actor=actor, held=held, reason=given["reason"])
        return ""

    return run


def _publish_answers(slug: str, given: Table) -> Run:
    def run(stage: Stage) -> str:
        actor = stage.actor(given["by"])
        held = held_rounds.held(stage.session, viewer=actor, slug=slug, number=given["number"])
        preface = responses.preface(given.get("response_text", ""))
        responses.publish_answers(stage.session, actor=actor, held=held, preface=preface)
        return ""

    return run


def _decide(slug: str, given: Table) -> Run:
    def run(stage: Stage) -> str:
        states.decide(
            stage.session,
            actor=stage.actor(given["by"]),
            document=stage.document(slug),
            to=given["to"],
            reason=given["reason"],
        )
        return ""

    return run
