"""Whether a change may be called editorial: it must leave alone what a clause asks of anybody.

Source: anchors/roadtest.md section 3.3. Words are known in English and French. A text in another
language is held to numbers, dates in figures and the share of changed words alone.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from ssrwiki.features.policies.rules.tokens import changes, tokens

MOST_CHANGED_SHARE = 0.03


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MODALS = _listed(
    "shall should may might must will would can could ought cannot "
    "doit doivent devra devront devrait devraient peut peuvent pourra pourront pourrait "
    "pourraient faut faudra faudrait"
)
_NEGATIONS = _listed(
    "not no nor never none neither nobody nothing nowhere without unless except cannot "
    "ne ni non pas jamais aucun aucune aucuns aucunes nul nulle sans sauf rien personne"
)
_MONTHS_AND_DAYS = _listed(
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
_PERIODS = _listed(
    "hour hours day days week weeks month months year years "
    "heure heures jour jours semaine semaines mois ans année années"
)
_NUMBERS = _listed(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty ninety hundred thousand million half third quarter first second once twice "
    "deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante "
    "cinquante soixante cent cents mille moitié tiers quart premier première deuxième % ‰"
)
_FIGURE_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:19|20)\d\d")


class EditorialProblem(StrEnum):
    """What makes a change one of substance."""

    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    MODAL_VERB = "modal_verb"
    TOO_MUCH = "too_much"


def editorial_problems(old_text: str, new_text: str) -> tuple[EditorialProblem, ...]:
    """What speaks against calling the change of one clause editorial; none: it may be.

    A clause that is new or gone, for which the other text is "", has changed too much.
    """
    old, new = tokens(old_text), tokens(new_text)
    found = set[EditorialProblem]()
    changed_count = 0
    for change in changes([each.text for each in old], [each.text for each in new]):
        touched = [*change.old, *change.new]
        found.update(problem for word in touched for problem in _marks(word))
        changed_count += max(_word_count(change.old), _word_count(change.new))
    word_count = sum(each.is_word for each in old)
    if changed_count > MOST_CHANGED_SHARE * word_count:
        found.add(EditorialProblem.TOO_MUCH)
    return tuple(problem for problem in EditorialProblem if problem in found)


def _marks(word: str) -> Iterator[EditorialProblem]:
    """What it would mean to touch this word."""
    plain = word.casefold().replace("’", "'")
    parts = {plain, plain.removesuffix("n't"), *re.split("[-']", plain)}
    is_named = word == "May" or parts & (_MONTHS_AND_DAYS | _PERIODS)
    if is_named or _FIGURE_DATE.fullmatch(plain):
        yield EditorialProblem.DATE
    if parts & _NUMBERS or any(sign.isnumeric() for sign in plain):
        yield EditorialProblem.NUMBER
    if parts & _NEGATIONS or plain.endswith("n't") or plain.startswith("n'"):
        yield EditorialProblem.NEGATION
    if parts & _MODALS:
        yield EditorialProblem.MODAL_VERB


def _word_count(row: tuple[str, ...]) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in row)
