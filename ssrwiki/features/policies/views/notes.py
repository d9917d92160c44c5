"""Comments of earlier versions as a later version shows them: in place, to confirm, or lost."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ssrwiki.commons.discussion.rules import WITHDRAWN
from ssrwiki.commons.discussion.views.wording import ANSWERS
from ssrwiki.features.policies.queries.carried import PlacedComment
from ssrwiki.features.policies.rules.anchors import AnchorState
from ssrwiki.features.policies.views import places, wording
from ssrwiki.features.policies.views.heads import Head


@dataclass(frozen=True, slots=True)
class Note:
    """One carried comment in short. `words` say what became of its place, "" when nothing did.

    `answer_label` is that of its answer, "" without one, or where its author took it back.
    `quote`: what it was about, where that isn't what stands beside it now. `place_href` is ""
    for those who may not move it.
    """

    placed: PlacedComment
    href: str
    words: str
    quote: str
    answer_label: str
    former_href: str
    place_href: str


@dataclass(frozen=True, slots=True)
class Notes:
    """All carried comments, each in exactly one of these."""

    by_clause: Mapping[str, Sequence[Note]]
    confirms: Sequence[Note]
    orphans: Sequence[Note]
    on_whole: Sequence[Note]


def notes(head: Head, placed: Sequence[PlacedComment], deleted: Collection[str]) -> Notes:
    """The comments that the version shown has brought along, sorted by where they stand.

    Those on clauses that this version `deleted` stand at their tombstones.
    """
    number = head.shown.number if head.shown else 0
    carried = [each for each in placed if each.version_number != number]
    by_clause: dict[str, list[Note]] = defaultdict(list)
    confirms: list[Note] = []
    orphans: list[Note] = []
    on_whole: list[Note] = []
    for each in carried:
        note, former_id = _note(each, head, number), each.comment.clause_id
        if each.is_lost and former_id is not None and former_id in deleted:
            by_clause[former_id].append(note)
        elif each.is_lost:
            orphans.append(note)
        elif each.state is AnchorState.CONFIRM:
            confirms.append(note)
        elif each.clause_id is None:
            on_whole.append(note)
        else:
            by_clause[each.clause_id].append(note)
    return Notes(by_clause, confirms, orphans, on_whole)


def _note(placed: PlacedComment, head: Head, number: int) -> Note:
    comment, address = placed.comment, head.document.address
    former_id = comment.clause_id
    is_movable = head.is_officer or placed.is_of_viewer
    is_same = _is_same(placed)
    answer = placed.answer
    return Note(
        placed=placed,
        href=f"{address}/rounds/{placed.round_number}/comments/{comment.public_id}",
        words="" if is_same else str(wording.PLACES[placed.state]),
        quote="" if is_same else comment.quote or placed.former_text,
        answer_label=str(ANSWERS[answer.code]) if answer and answer.code != WITHDRAWN else "",
        former_href=(
            places.clause_href(address, placed.version_number, former_id) if former_id else ""
        ),
        place_href=f"{address}/v{number}/place/{comment.public_id}" if is_movable else "",
    )


def _is_same(placed: PlacedComment) -> bool:
    """Whether its words stand beside it: untouched, or moved along with their whole clause.

    Words that moved into another clause aren't the clause's own, and are quoted.
    """
    is_along = placed.clause_id == placed.comment.clause_id
    return placed.state is AnchorState.EXACT or (placed.state is AnchorState.MOVED and is_along)
