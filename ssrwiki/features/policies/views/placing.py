"""Where the comments of a round stand, for their cards."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.views import cards
from ssrwiki.commons.discussion.views.cards import CommentCard, Place, Setting
from ssrwiki.commons.documents.queries import links
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.queries import rounds
from ssrwiki.features.policies.queries.rounds import ClauseSpot, RoundHeld
from ssrwiki.features.policies.rules.dispositions import CHANGES_TEXT
from ssrwiki.features.policies.views.places import clause_href, standing_alone
from ssrwiki.foundation.markup import showing, wikilinks


def round_cards(
    session: Session, *, viewer: Actor, held: RoundHeld, comments: Sequence[ShownComment]
) -> list[CommentCard]:
    """The comments as cards, with their clauses' numbers and what became of them."""
    setting = round_setting(session, viewer=viewer, held=held, comments=comments)
    return cards.cards(comments, setting)


def round_setting(
    session: Session, *, viewer: Actor, held: RoundHeld, comments: Sequence[ShownComment]
) -> Setting:
    """Clauses of the round's version, and of those that answers point to; one statement."""
    own = held.version.number
    printed = rounds.printed_clauses(
        session,
        viewer=viewer,
        document=held.document,
        version_numbers={own, *_targets(comments)},
        in_words={each.clause_id for each in comments if each.replacement and each.clause_id},
    )
    address = held.document.address
    places = {
        (version, clause_id): Place(clause.number, clause_href(address, version, clause_id))
        for (version, clause_id), clause in printed.items()
    }
    return Setting(
        path=held.comments_address,
        places={clause_id: place for (v, clause_id), place in places.items() if v == own},
        landed={key: place for key, place in places.items() if key[0] != own},
        wordings={clause_id: each.text for (v, clause_id), each in printed.items() if v == own},
        owes_answers=True,
        changing=CHANGES_TEXT,
    )


def clause_texts(
    session: Session,
    *,
    viewer: Actor,
    comments: Sequence[ShownComment],
    spots: Mapping[str, ClauseSpot],
) -> Mapping[str, Markup]:
    """What the clause of each comment says, by the comment's public id; one statement."""
    found = {each.public_id: spots.get(each.clause_id or "") for each in comments}
    about = {key: standing_alone(spot.html) for key, spot in found.items() if spot is not None}
    slugs = {slug for html in about.values() for slug in wikilinks.links_of(html)}
    targets = links.link_targets(session, viewer=viewer, slugs=slugs)
    return {key: Markup(showing.shown(html, targets)) for key, html in about.items()}


def _targets(comments: Sequence[ShownComment]) -> Iterator[int]:
    for comment in comments:
        for answer in comment.answers:
            if answer.target_version is not None:
                yield answer.target_version
        yield from _targets(comment.replies)
