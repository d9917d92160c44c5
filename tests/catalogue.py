"""Whether the French catalogue keeps up with the interface: `python -m tests.catalogue`.

Sentences are extracted as `make words` does it. Navigation, components, accounts and the pages of
a road-test must all be there in French; elsewhere a sentence may still stand in English. Whatever
is translated must use the placeholders of its source.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
FRENCH = ROOT / "ssrwiki/translations/fr/LC_MESSAGES/messages.po"
DEMANDED = (
    "ssrwiki/templates/layouts/",
    "ssrwiki/templates/components/",
    "ssrwiki/templates/accounts/",
    "ssrwiki/templates/policies/",
    "ssrwiki/templates/discussion/",
    "ssrwiki/features/accounts/",
    "ssrwiki/features/policies/",
    "ssrwiki/commons/discussion/",
)
"""Where every sentence has to be in French."""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
GIVEN_KEYWORD = re.compile(r"-k (\S+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the interface, with its plural or "", and the first place it stands."""

    singular: str
    plural: str
    place: str

    @property
    def placeholders(self) -> set[str]:
        """Names in either form."""
        return set(PLACEHOLDER.findall(self.singular)) | set(PLACEHOLDER.findall(self.plural))


def main() -> int:
    """Prints what is behind; 1 if anything is."""
    if not FRENCH.is_file():
        click.echo(f"{FRENCH.relative_to(ROOT)} isn't there: run `make words` and translate.")
        return 1
    with FRENCH.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    found = [*behind(catalogue, sentences(DEMANDED)), *disagreeing(catalogue)]
    for line in found:
        click.echo(line)
    if found:
        click.echo(f"{len(found)} French sentences to mend: `make words`, then edit the catalogue.")
    return 1 if found else 0


def sentences(below: tuple[str, ...]) -> Iterator[Sentence]:
    """Every sentence that stands somewhere below one of these paths, once."""
    seen: set[str] = set()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(GIVEN_KEYWORD.findall(makefile))}
    methods, options = parse_mapping_cfg((ROOT / "babel.cfg").read_text("utf-8").splitlines())
    for path, line, text, _comments, _context in extract_from_dir(
        ROOT, methods, options, keywords=keywords, directory_filter=_is_ours
    ):
        singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, "")
        if path.startswith(below) and singular not in seen:
            seen.add(singular)
            yield Sentence(singular, plural, f"{path}:{line}")


def behind(catalogue: Catalog, wanted: Iterator[Sentence]) -> Iterator[str]:
    """The sentences that French lacks, or hasn't settled."""
    for sentence in wanted:
        message = catalogue.get(sentence.singular)
        if message is None:
            yield f"missing  {sentence.place}: {sentence.singular}"
        elif message.fuzzy:
            yield f"fuzzy    {sentence.place}: {sentence.singular}"
        elif not all(_forms(message)):
            yield f"empty    {sentence.place}: {sentence.singular}"
        elif bool(sentence.plural) != message.pluralizable:
            yield f"plural   {sentence.place}: {sentence.singular}"


def disagreeing(catalogue: Catalog) -> Iterator[str]:
    """Translations whose placeholders aren't those of their source.

    A plural form may do without the number: French says "un commentaire".
    """
    for message in catalogue:
        texts = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        names = {name for text in texts for name in PLACEHOLDER.findall(text)}
        used = [set(PLACEHOLDER.findall(form)) for form in _forms(message) if form]
        spare = {"num", "count"} if message.pluralizable else set()
        if message.id and any(each - names or names - each - spare for each in used):
            yield f"differs  {texts[0]} – {' / '.join(_forms(message))}"


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def _is_ours(folder: str) -> bool:
    path = Path(folder)
    return path == ROOT or path.is_relative_to(ROOT / "ssrwiki")


if __name__ == "__main__":
    sys.exit(main())
