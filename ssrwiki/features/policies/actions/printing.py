"""Laying out the clauses of a version: their numbers, and the identity they bring along."""

from collections.abc import Sequence

from ssrwiki.features.policies.actions.proofs import Proof
from ssrwiki.features.policies.models.versions import VersionClause
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules import clauses as rules
from ssrwiki.features.policies.rules import editorial, numbering
from ssrwiki.features.policies.rules.clauses import Carried, DeletedClause, NewClause, OldClause
from ssrwiki.features.policies.rules.editorial import EditorialProblem
from ssrwiki.features.policies.rules.numbering import Shape
from ssrwiki.foundation import keys
from ssrwiki.foundation.markup import tags
from ssrwiki.foundation.markup.blocks import Block


def laid_out(proof: Proof, former: Sequence[VersionClause]) -> list[VersionClause]:
    """The clauses of the next version in order, with a tombstone for each that went.

    `former` are the clauses of the version before. The rows belong to no version yet.
    """
    blocks = proof.rendered.blocks
    living = {clause.clause_id: clause for clause in former if not clause.is_deleted}
    carried = rules.carry(
        [OldClause(c.clause_id, c.text, c.kind, c.number) for c in living.values()],
        [NewClause(block.text, block.kind) for block in blocks],
    )
    numbers = numbering.numbers([Shape(block.kind, block.level) for block in blocks])
    printed = [
        _clause(block, number, identity or keys.public_id(), carried)
        for block, number, identity in zip(blocks, numbers, carried.ids, strict=True)
    ]
    rows = _with_tombstones(printed, carried.deleted, living)
    for ordinal, row in enumerate(rows):
        row.ordinal = ordinal
    return rows


def _clause(block: Block, number: str, identity: str, carried: Carried) -> VersionClause:
    return VersionClause(
        clause_id=identity,
        number=number,
        kind=block.kind,
        level=block.level,
        container=block.container,
        html=block.html,
        text=block.text,
        moved_from=carried.moved.get(identity),
        is_deleted=False,
    )


def _with_tombstones(
    printed: Sequence[VersionClause],
    deleted: Sequence[DeletedClause],
    former: dict[str, VersionClause],
) -> list[VersionClause]:
    """Each tombstone right behind the clause that it stood behind, or in front of all."""
    rows = list(printed)
    for gone in deleted:
        behind = (place for place, row in enumerate(rows) if row.clause_id == gone.behind_id)
        place = next(behind, -1) + 1 if gone.behind_id is not None else _front(rows)
        rows.insert(place, _tombstone(former[gone.clause.id]))
    return rows


def _front(rows: Sequence[VersionClause]) -> int:
    """Behind the tombstones that stand in front of everything already."""
    return next((place for place, row in enumerate(rows) if not row.is_deleted), len(rows))


def _tombstone(former: VersionClause) -> VersionClause:
    """Keeps number and words of what was deleted: comments on it quote them."""
    return VersionClause(
        clause_id=former.clause_id,
        number=former.number,
        kind=former.kind,
        level=former.level,
        container=former.container,
        html=former.html,
        text=former.text,
        moved_from=None,
        is_deleted=True,
    )


def editorial_problems(
    proof: Proof, laid: Sequence[VersionClause], latest: Edition, former: Sequence[VersionClause]
) -> frozenset[EditorialProblem]:
    """What speaks against calling the next version a change of wording only.

    Clauses are compared by identity; title, notes and *How it works in the field* as one each.
    """
    was = {clause.clause_id: clause.text for clause in former if not clause.is_deleted}
    now = {clause.clause_id: clause.text for clause in laid if not clause.is_deleted}
    pairs = [(was.get(identity, ""), now.get(identity, "")) for identity in was | now]
    version = latest.version
    pairs += [
        (latest.title, proof.title),
        (tags.plain_text(version.field_html), tags.plain_text(proof.field_html)),
        (tags.plain_text(version.footnotes_html), tags.plain_text(proof.rendered.footnotes_html)),
    ]
    return frozenset(
        problem
        for old, new in pairs
        if old != new
        for problem in editorial.editorial_problems(old, new)
    )
