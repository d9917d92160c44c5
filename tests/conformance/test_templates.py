"""Templates load, stand in their place, and carry no style or script of their own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from tests.conformance.ground import Ground
from tests.conformance.telling import check
from tests.conformance.tree import (
    ROOT,
    SSRWIKI,
    STATIC,
    TEMPLATES,
    kebab,
    matches,
    modules,
    packages,
)

SHARED = {"components", "layouts", "mail", "errors", "workshop"}
INLINE = (
    (r"<style\b", "styles belong into static/css"),
    (r"\sstyle\s*=", "styles belong into static/css"),
    (r"<script\b(?![^>]*\bsrc=)", "scripts belong into static/js/behaviours"),
    (r"<[^>{]*\son[a-z]+\s*=", "scripts belong into static/js/behaviours"),
    (r"javascript:", "a link leads somewhere; a button acts"),
)
RAW_COLOUR = r"(?<![&\w])#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\("
STATIC_ELEMENTS = {"mail"}
"""Mail programs know no stylesheets of ours."""


def pages() -> list[Path]:
    """Every template that a browser gets."""
    return [
        path
        for path in sorted(TEMPLATES.rglob("*.html"))
        if path.relative_to(TEMPLATES).parts[0] not in STATIC_ELEMENTS
    ]


def name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=True,
    )


def test_every_template_of_a_page_compiles(ground: Ground) -> None:
    broken = []
    for path in pages():
        try:
            ground.app.jinja_env.get_template(name(path))
        except Exception as error:
            broken.append(f"{name(path)}: {error}")
    check("The template can't be compiled.", broken)


def test_what_a_template_asks_for_exists(environment: Environment) -> None:
    everything = {name(path) for path in TEMPLATES.rglob("*.*")}
    check(
        "A template extends, includes or imports another one that isn't there.",
        (
            f"{name(path)}: {wanted}"
            for path in sorted(TEMPLATES.rglob("*.*"))
            for wanted in meta.find_referenced_templates(
                environment.parse(path.read_text(encoding="utf-8"))
            )
            if wanted is not None
            and wanted not in everything
            and not (name(path).startswith("mail/") and f"mail/{wanted}" in everything)
        ),
    )


def test_folders_of_templates_are_packages() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    check(
        "Templates of a package stand in a folder of its name.",
        folders - SHARED - set(packages()),
    )


def test_a_view_renders_what_exists() -> None:
    wanted = re.compile(r'render_template\(\s*f?"([^"{]+\.\w+)"')
    check(
        "render_template names a file below ssrwiki/templates/.",
        (
            f"{module.name}: {found}"
            for module in modules()
            for found in wanted.findall("\n".join(module.lines))
            if not (TEMPLATES / found).is_file()
        ),
    )


def test_every_template_is_used(environment: Environment) -> None:
    named = set()
    for path in TEMPLATES.rglob("*.*"):
        named |= set(meta.find_referenced_templates(environment.parse(path.read_text("utf-8"))))
    code = "\n".join("\n".join(module.lines) for module in modules())
    check(
        "Nothing renders, extends or imports this template: delete it, or use it.",
        (
            name(path)
            for path in sorted(TEMPLATES.rglob("*.*"))
            if name(path) not in named
            and f'"{name(path)}"' not in code
            and path.relative_to(TEMPLATES).parts[0] not in {"mail", "errors"}
        ),
    )


def test_a_component_is_a_macro_named_after_its_file(environment: Environment) -> None:
    def breaches() -> Iterator[str]:
        for path in sorted((TEMPLATES / "components").glob("*.html")):
            macros = list(environment.parse(path.read_text("utf-8")).find_all(nodes.Macro))
            if path.stem not in {macro.name for macro in macros}:
                yield f"{name(path)} has no macro {path.stem}"

    check("A component is one macro; its file has the macro's name.", breaches())


def test_only_the_macro_of_its_name_leaves_a_component(environment: Environment) -> None:
    def breaches() -> Iterator[str]:
        for path in sorted(TEMPLATES.rglob("*.html")):
            for node in environment.parse(path.read_text("utf-8")).find_all(nodes.FromImport):
                if isinstance(node.template, nodes.Const):
                    source = Path(str(node.template.value))
                    names = {each if isinstance(each, str) else each[0] for each in node.names}
                    if source.parts[0] == "components" and names != {source.stem}:
                        yield f"{name(path)} takes {names - {source.stem}} from {source}"

    check(
        "Other macros in a component's file are its own; make the one you need a component.",
        breaches(),
    )


def test_every_component_is_shown_to_those_who_build(environment: Environment) -> None:
    def shown(template: str) -> set[str]:
        source = environment.parse((TEMPLATES / template).read_text("utf-8"))
        taken = {each for each in meta.find_referenced_templates(source) if each is not None}
        return taken.union(*(shown(each) for each in taken))

    check(
        "Show the component in templates/workshop/components.html, with sample values.",
        {name(path) for path in (TEMPLATES / "components").glob("*.html")}
        - shown("workshop/components.html"),
    )


def test_a_component_takes_at_most_five_values(environment: Environment) -> None:
    def breaches() -> Iterator[str]:
        for path in sorted((TEMPLATES / "components").glob("*.html")):
            for macro in environment.parse(path.read_text("utf-8")).find_all(nodes.Macro):
                if macro.name == path.stem and len(macro.args) > 5:
                    yield f"{name(path)} takes {len(macro.args)}"

    check("Give a component one value that has all it shows, or split it.", breaches())


def test_a_stylesheet_is_named_after_what_it_is_for() -> None:
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    known = {"components": components, "features": set(packages())}
    check(
        "A stylesheet has the name of its component, or of its package.",
        (
            f"{folder}/{path.name}"
            for folder, names in known.items()
            for path in sorted((STATIC / "css" / folder).glob("*.css"))
            if path.stem not in names
        ),
    )


@pytest.mark.parametrize(("pattern", "instead"), INLINE)
def test_no_style_or_script_stands_in_a_template(pattern: str, instead: str) -> None:
    check(
        f"The content security policy stops it in the browser; {instead}.",
        (f"{where}: {found}" for path in pages() for where, found in matches(pattern, path)),
    )


def test_raw_colours_stand_in_the_tokens_only() -> None:
    styles = [path for path in sorted((STATIC / "css").rglob("*.css")) if path.name != "tokens.css"]
    check(
        "Name the colour in static/css/tokens.css and write var(--…): dark, contrast and print "
        "re-bind the names.",
        (f"{where}: {found}" for path in styles for where, found in matches(RAW_COLOUR, path)),
    )


def test_styles_need_no_force() -> None:
    styles = [
        path
        for path in sorted((STATIC / "css").rglob("*.css"))
        if path.name not in {"reset.css", "print.css"}
    ]
    check(
        "The order of the layers decides: no !important and no ids in selectors.",
        (
            f"{where}: {found}"
            for path in styles
            for where, found in matches(r"!important|^\s*[^{};:/]*#[a-z][\w-]*[^;]*\{", path)
        ),
    )


def test_addresses_in_templates_exist(ground: Ground) -> None:
    """Links and forms that a template writes out lead to a route."""
    adapter = ground.app.url_map.bind("wiki.example")
    literal = re.compile(r'(?:href|action|formaction)="(/[^"{?#]*)["?#]')

    def is_there(address: str) -> bool:
        return any(adapter.test(address, method) for method in ("GET", "POST"))

    check(
        "A template links to an address that no route answers.",
        (
            f"{path.relative_to(ROOT).as_posix()}: {address}"
            for path in pages()
            for address in literal.findall(path.read_text("utf-8"))
            if not is_there(address)
        ),
    )


def test_every_page_has_a_title_and_one_heading(ground: Ground) -> None:
    title = re.compile(r"<title>(.*?) – ssrwiki</title>", re.DOTALL)

    def breaches() -> Iterator[str]:
        for visit in ground.visits:
            if visit.is_page and visit.endpoint != "workshop.components":
                found = title.search(visit.text)
                if found is None or not found[1].strip():
                    yield f"{visit.name}: no title"
                if visit.text.count("<h1") != 1:
                    yield f"{visit.name}: {visit.text.count('<h1')} headings of the first level"

    check("Set the block `title`, and give each page one <h1>.", breaches())


def test_packages_are_spelled_alike_everywhere() -> None:
    """The address of a section is its package's name with hyphens."""
    prefix = re.compile(r'url_prefix="/([a-z-]+)')
    features = {path.name for path in (SSRWIKI / "features").iterdir() if path.is_dir()}
    known = {kebab(feature) for feature in features}
    check(
        "A feature's addresses begin with its package's name in kebab case.",
        (
            f"{module.name}: /{found}"
            for module in modules(SSRWIKI / "features")
            for found in prefix.findall("\n".join(module.lines))
            if found not in known and found != "account"
        ),
    )


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (INLINE[0][0], "<style>"),
        (INLINE[1][0], '<p style="x">'),
        (INLINE[2][0], "<script>"),
        (INLINE[3][0], '<a href="/" onclick="x()">'),
        (INLINE[4][0], '<a href="javascript:x()">'),
        (RAW_COLOUR, "color: #0a7;"),
        (RAW_COLOUR, "background: rgb(0 0 0 / 50%)"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
