"""What stands in front of the application."""

from ssrwiki.foundation.web.site import Site


def marking(name, application):
    def marked(environ, start_response):
        environ["seen"] = [*environ.get("seen", []), name]
        return application(environ, start_response)

    return marked


def test_what_is_put_last_sees_a_request_first():
    app = Site(__name__)
    seen = []
    app.add_url_rule("/", "home", lambda: "")
    app.put_before(lambda inner: marking("inner", inner))
    app.put_before(lambda inner: marking("outer", inner))

    @app.before_request
    def look():
        from flask import request

        seen.extend(request.environ["seen"])

    assert app.test_client().get("/").status_code == 200
    assert seen == ["outer", "inner"]


def test_flask_serves_no_files_by_itself():
    assert "static" not in Site(__name__).view_functions
