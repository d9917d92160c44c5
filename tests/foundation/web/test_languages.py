"""Which language a page is in."""

import pytest
from babel.support import NullTranslations
from flask import g
from flask_babel import get_locale, gettext, lazy_gettext, ngettext

from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web import languages, templating
from ssrwiki.foundation.web.site import Site

AMONG = ("en", "fr")


def settings(env="test"):
    return Settings(env=env, secret_key="k" * 30 + "0123456789")


@pytest.fixture
def app():
    app = Site(__name__)
    languages.register(app, settings())
    templating.register(app)
    return app


@pytest.mark.parametrize(
    ("persons", "cookie", "accepted", "language"),
    [
        ("fr", "en", "en", "fr"),
        (None, "fr", "en", "fr"),
        (None, None, "fr-CA, en;q=0.5", "fr"),
        (None, None, "de, sw;q=0.5", "en"),
        (None, None, "", "en"),
        (None, "../../x", "fr", "fr"),
        (None, "x-pseudo", "fr", "fr"),
        ("sw", None, "fr", "fr"),
    ],
)
def test_the_persons_language_comes_before_the_cookie_before_the_browser(
    app, persons, cookie, accepted, language
):
    headers = {"Accept-Language": accepted} | ({"Cookie": f"language={cookie}"} if cookie else {})
    with app.test_request_context(headers=headers) as context:
        assert languages.chosen(context.request, persons, AMONG) == language


def test_the_pseudo_language_is_offered_to_tests_only():
    assert "x-pseudo" in languages.offered(settings())
    assert languages.offered(settings(env="development")) == AMONG
    assert languages.offered(settings(env="production")) == AMONG


def test_sentences_of_views_forms_and_templates_follow_the_request(app):
    label = lazy_gettext("Your words")
    template = app.jinja_env.from_string(
        "{{ _('Hello %(name)s', name=name) }}|"
        "{% trans %}\n  Read\n  this\n{% endtrans %}|"
        "{{ ngettext('%(num)s day', '%(num)s days', 2) }}"
    )
    with app.test_request_context():
        g.language = "x-pseudo"
        assert gettext("Save %(title)s", title="x") == "⟦Save x⟧"
        assert ngettext("%(num)s day", "%(num)s days", 1) == "⟦1 day⟧"
        assert str(label) == "⟦Your words⟧"
        assert template.render(name="<b>") == "⟦Hello &lt;b&gt;⟧|⟦Read this⟧|⟦2 days⟧"
        assert str(get_locale()) == "en_GB"
    with app.test_request_context():
        assert str(label) == "Your words"
        assert template.render(name="x") == "Hello x|Read this|2 days"


def test_web_and_mail_read_the_same_catalogues(app, monkeypatch):
    class Shouting(NullTranslations):
        def ugettext(self, message):
            return message.upper()

    monkeypatch.setattr(languages.translation, "catalogue", lambda language: Shouting())
    with app.test_request_context():
        assert gettext("save") == "SAVE"


def test_templates_can_offer_each_language_by_its_own_name(app):
    assert app.jinja_env.globals["language_choices"][:2] == (("en", "English"), ("fr", "Français"))
