"""What every answer carries: content security policy, no framing, no sniffing, no shared cache, the request's id."""

import re

import pytest

from apps.identity.contracts import Role
from kernel.testing import browser
from kernel.web import middleware
from tests.identity.factories import account, approver_of, employee

PAGES = ("/accounts/login/", "/portal/", "/nothing/", "/api/v1/nothing/", "/api/v1/docs/", "/admin/", "/static/portal/portal.css")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_guarded(path):
    response = browser(employee(Role.OWNER).id if path == "/admin/" else None).get(path)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'" and policy["default-src"] == "'self'"
    assert response["X-Content-Type-Options"] == "nosniff" and response["Referrer-Policy"] == "same-origin"
    assert response["X-Request-ID"]


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/admin/"])
def test_outside_the_admin_nothing_unsafe_is_allowed(path):
    assert "unsafe" not in browser().get(path)["Content-Security-Policy"]


def test_the_admin_allows_what_its_theme_needs_and_nothing_more():
    assert middleware.ADMIN_POLICY.endswith("script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'")


def test_pages_bring_no_inline_script_or_style():
    person = approver_of(account().id)
    pages = [("/accounts/login/", None), ("/accounts/password/reset/", None), ("/portal/", person.id)]
    pages += [(f"/portal/identity/{p}/", person.id) for p in ("sessions", "accounts")] + [("/nothing/", None)]

    for path, user in pages:
        text = browser(user).get(path).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", text) == [], path


def test_the_redirect_to_tls_is_guarded_too(settings):
    settings.SECURE_SSL_REDIRECT = True

    response = browser().get("/accounts/login/")

    assert response.status_code == 301 and response["Location"].startswith("https://")
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"] and response["Referrer-Policy"] == "same-origin"


def test_what_a_signed_in_person_sees_is_kept_by_no_shared_cache():
    response = browser(employee(Role.OWNER).id).get("/portal/")

    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-12345678", True), ("a b", False), ("x" * 65, False), ("<script>1</script>", False)]
)
def test_the_id_of_a_request_is_taken_over_if_it_is_one(given, kept):
    response = browser().get("/accounts/login/", headers={"X-Request-ID": given})

    assert (response["X-Request-ID"] == given) is kept


def test_staff_without_a_second_factor_get_no_further_where_it_is_demanded(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "aicmo_site.second_factor.SecondFactorMiddleware"]
    staff, client = browser(employee(Role.OWNER).id), browser(approver_of(account().id).id)

    assert staff.get("/admin/")["Location"] == staff.get("/portal/")["Location"] == "/accounts/2fa/totp/activate/"
    assert staff.get("/api/v1/identity/me/").status_code == 403 and staff.get("/accounts/2fa/").status_code == 200
    assert client.get("/portal/").status_code == 200
