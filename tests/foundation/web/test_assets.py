"""Styles, scripts and pictures under addresses that name their content."""

import gzip
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ssrwiki.foundation.web import assets
from ssrwiki.foundation.web.site import Site

FILES = {
    "css/site.css": "@layer reset, tokens, base, layout, components, features, print;\n",
    "css/reset.css": "@layer reset {\n/* bare */\n* { margin: 0; }\n}\n",
    "css/tokens.css": '@layer tokens {\n:root { --mark: "/* kept */"; }\n}\n',
    "css/base.css": "@layer base {\nhtml { color: var(--ink); }\n}\n",
    "css/layout.css": "@layer layout {\n.page { width: 1px; }\n}\n",
    "css/print.css": "@layer print {\n@media print {\n  .page { width: 2px; }\n}\n}\n",
    "css/components/clause.css": "@layer components {\n.clause { width: 3px; }\n}\n",
    "css/components/byline.css": "@layer components {\n.byline { width: 4px; }\n}\n",
    "css/features/policies.css": "@layer features {\n.policy { width: 5px; }\n}\n",
    "js/enhance.js": "import './behaviours/count.js';\n" * 40,
    "js/behaviours/count.js": "export default () => {};\n",
    "img/favicon.svg": "<svg/>",
}


@pytest.fixture
def source(tmp_path):
    for path, text in FILES.items():
        (tmp_path / "static" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / path).write_text(text)
    return tmp_path / "static"


@pytest.fixture
def site(source, tmp_path):
    app = Site(__name__)
    return app, assets.register(app, tmp_path / "var", source)


def fetch(app, path, **asked):
    """The answer, with its file read and closed."""
    return app.test_client().get(path, buffered=True, **asked)


def test_styles_are_joined_in_the_order_of_the_layers_and_by_name(source):
    joined = assets.stylesheet(source / "css")
    order = ["margin", "--mark", "html", "1px", "4px", "3px", "5px", "2px"]
    places = [joined.index(word) for word in order]
    assert places == sorted(places)


def test_wrappers_and_comments_are_left_out_and_texts_kept(source):
    joined = assets.stylesheet(source / "css")
    assert "@layer" not in joined
    assert "bare" not in joined
    assert '"/* kept */"' in joined


@pytest.mark.parametrize(
    "text",
    ["a { b: c; }\n", "@layer base {\na { b: c; }\n}\n", "@layer tokens {\na {}\n}\nb {}\n"],
)
def test_a_file_that_is_not_one_block_of_its_layer_is_refused(source, text):
    (source / "css" / "tokens.css").write_text(text)
    with pytest.raises(ValueError, match=r"tokens\.css must be one block"):
        assets.stylesheet(source / "css")


def test_the_real_styles_can_be_joined_and_every_picture_they_name_exists():
    joined = assets.stylesheet(assets.SOURCE / "css")
    assert "@layer" not in joined
    named = [part.split(")")[0].strip("\"'") for part in joined.split("url(")[1:]]
    missing = [
        name
        for name in named
        if not name.startswith("data:") and not (assets.SOURCE / "css" / name).resolve().is_file()
    ]
    assert missing == []


def test_files_are_served_for_ever_and_packed(site):
    app, built = site
    answer = fetch(app, built.js_url, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/javascript"
    assert gzip.decompress(answer.data).decode() == FILES["js/enhance.js"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_relative_import_stays_below_the_same_digest(site):
    app, built = site
    folder = built.js_url.rsplit("/", 1)[0]
    assert fetch(app, f"{folder}/behaviours/count.js").text == (FILES["js/behaviours/count.js"])


def test_one_stylesheet_is_served_and_its_parts_are_not(site):
    app, built = site
    assert "width: 4px" in fetch(app, built.css_url).text
    assert fetch(app, built.css_url.replace("site.css", "base.css")).status_code == 404


def test_templates_know_the_addresses(site):
    app, built = site
    text = app.jinja_env.from_string(
        "{{ asset_css }} {{ asset_js }} {{ asset('img/favicon.svg') }}"
    )
    assert text.render() == f"{built.css_url} {built.js_url} {built.url('img/favicon.svg')}"


def test_a_file_that_does_not_exist_has_no_address(site):
    with pytest.raises(LookupError, match=r"img/missing\.svg"):
        site[1].url("img/missing.svg")


@pytest.mark.parametrize("path", ["/static/../var/secret", "/static/%2e%2e/x", "/static/"])
def test_nothing_beside_the_tree_is_served(site, path):
    assert fetch(site[0], path).status_code == 404


def test_any_change_gives_other_addresses_and_an_open_page_keeps_its_own(source, tmp_path):
    before = assets.build(source, tmp_path / "var" / "build")
    (source / "js/behaviours/count.js").write_text("export default () => 1;\n")
    app = Site(__name__)
    after = assets.register(app, tmp_path / "var", source)
    assert after.digest != before.digest
    assert fetch(app, before.js_url).status_code == 200
    assert fetch(app, after.js_url).status_code == 200


def test_builds_of_weeks_ago_are_dropped(source, tmp_path):
    folder = tmp_path / "build"
    (folder / "0123456789abcdef").mkdir(parents=True)
    weeks_ago = time.time() - 21 * 24 * 3600
    os.utime(folder / "0123456789abcdef", (weeks_ago, weeks_ago))
    built = assets.build(source, folder)
    assert [one.name for one in folder.iterdir()] == [built.digest]


def test_processes_that_start_together_build_one_folder(source, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: assets.build(source, tmp_path / "build"), range(8)))
    assert len({one.digest for one in built}) == 1
    assert [one.name for one in (tmp_path / "build").iterdir()] == [built[0].digest]
