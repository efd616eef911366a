"""Production starts with what people need, and with nothing of the demo or of tests; what it refuses it names."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from aicmo_site import refusals
from aicmo_site.proxy import VisitorAddressMiddleware
from faults.harness.production import ENVIRONMENT, HOST
from kernel import clock
from kernel.models import ClockRow
from tests.identity.factories import employee

GOOD = {
    **{name: value for name, value in ENVIRONMENT.items() if name != "AICMO_DB_POOL"},
    "AICMO_HOSTS": f"{HOST},web",
    "AICMO_DB_NAME": "aicmo",
    "AICMO_DB_HOST": "database",
    "AICMO_REDIS_URL": "redis://redis:6379/0",
}
"""An environment that production takes."""


def start(*command: str, **changes: str) -> subprocess.CompletedProcess:
    """`manage.py` under production settings; a change to "" leaves the variable out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AICMO_", "DJANGO_"))}
    environment = {name: value for name, value in {**GOOD, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("check",))],
        env=kept | environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_good_environment_passes_the_checks_for_deployment():
    done = start("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_everything_that_is_missing_is_told_at_once():
    done = start(**{name: "" for name in GOOD if name.startswith("AICMO_")})

    told = [name for name in GOOD if name.startswith("AICMO_") and name in done.stderr]
    assert done.returncode == refusals.EXIT_CODE and "Traceback" not in done.stderr
    assert len(told) == len(GOOD) - 1


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("AICMO_SECRET_KEY", "short", "AICMO_SECRET_KEY is too weak"),
        ("AICMO_SECRET_KEY", "a" * 60, "AICMO_SECRET_KEY is too weak"),
        ("AICMO_HASH_KEY", GOOD["AICMO_SECRET_KEY"], "equals AICMO_SECRET_KEY"),
        ("AICMO_HASH_KEY", "short", "AICMO_HASH_KEY is too short"),
        ("AICMO_SEAL_KEYS", f"{GOOD['AICMO_SEAL_KEYS']} short", "AICMO_SEAL_KEYS holds"),
        ("AICMO_HOSTS", "*", "allows every name"),
        ("AICMO_HOSTS", "other.agency.com", "not in AICMO_HOSTS"),
        ("AICMO_PUBLIC_URL", "http://desk.agency.com", "must begin with https"),
        ("AICMO_MAIL_DOMAIN", "aicmo.example", "cannot exist"),
        ("AICMO_FROM_EMAIL", "AICMO <desk@aicmo.example>", "cannot exist"),
        ("AICMO_PROVIDERS", '{"mail.transport": ["kernel.mail.MaildirTransport"]}', "reaches nobody"),
        ("AICMO_PROVIDERS", '{"mail.transport": ["a.B"], "cam.inbox": ["apps.cam.providers.FakeInbox"]}', "reaches nobody"),
        ("AICMO_PROVIDERS", '{"delivery.publisher.x": ["apps.delivery.providers.FileProvider"]}', "reaches nobody"),
        ("AICMO_SMTP_URL", "", "no adapter"),
        ("AICMO_SMTP_URL", "smtp+plain://mail.agency.com", "this machine"),
        ("AICMO_SMTP_URL", "mail.agency.com", "smtps://host"),
        ("AICMO_IMAP_URL", "imap+plain://mail.agency.com", "this machine"),
        ("AICMO_DKIM", "agency.com", "selector@domain=file"),
        ("AICMO_DKIM", "s1@agency.com=/nowhere.pem", "cannot be read"),
        ("AICMO_PROVIDERS", "mail.transport=a.B", "is not JSON"),
        ("AICMO_DB_POOL", "many", "not a whole number"),
        ("AICMO_AGENCY_VAT_ID", "", "an invoice needs one"),
    ],
)
def test_what_is_wrong_is_refused_and_named(variable, value, told):
    done = start(**{variable: value})

    assert done.returncode == refusals.EXIT_CODE and told in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and GOOD["AICMO_SECRET_KEY"] not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("AICMO_CLOCK_MOVABLE", True),
        ("AICMO_SQL_GUARD", True),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
        ("DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3"}}),
    ],
)
def test_a_setting_that_slipped_in_is_refused_too(name, value):
    good = {
        "SECRET_KEY": GOOD["AICMO_SECRET_KEY"], "AICMO_HASH_KEY": GOOD["AICMO_HASH_KEY"], "AICMO_SEAL_KEYS": (),
        "ALLOWED_HOSTS": ["desk.agency.com"], "AICMO_PUBLIC_URL": "https://desk.agency.com", "AICMO_MAIL_DOMAIN": "agency.com",
        "DEFAULT_FROM_EMAIL": "desk@agency.com", "AICMO_PROVIDERS": {"mail.transport": ["a.B"]}, "DEBUG": False,
        "EMAIL_BACKEND": settings.EMAIL_BACKEND, "AICMO_CLOCK_MOVABLE": False, "AICMO_SQL_GUARD": False,
        "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    }  # fmt: skip

    assert refusals.problems(good) == []
    assert len(refusals.problems(good | {name: value})) == 1


def test_a_process_with_a_moved_clock_or_with_tests_in_it_serves_nobody(settings, monkeypatch, capsys):
    settings.AICMO_PRODUCTION = True
    settings.AICMO_WALLS = {"prefix": "aicmo", "login": "somebody_else"}
    ClockRow.objects.create(pk=1, offset_seconds=3600)
    monkeypatch.setattr(clock, "_cached", None)

    with pytest.raises(SystemExit) as ended:
        refusals.refuse_to_serve()

    told = capsys.readouterr().err
    assert ended.value.code == refusals.EXIT_CODE
    assert "kernel.testing is loaded" in told and "moves the business clock" in told and "tables' owner" in told


def test_embedded_mode_is_asked_nothing(monkeypatch):
    monkeypatch.setattr(refusals, "of_this_process", lambda: ["never asked"])

    refusals.refuse_to_serve()


def test_every_page_of_the_admin_sends_staff_without_a_second_factor_to_set_one_up(settings):
    from django.contrib import admin
    from django.urls import reverse

    from apps.identity.contracts import Role
    from kernel.testing import browser

    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "aicmo_site.second_factor.SecondFactorMiddleware"]
    client = browser(employee(Role.OWNER).id)
    pages = [reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in admin.site._registry]
    pages += [reverse("admin:index"), "/portal/", "/api/v1/docs/"]

    answers = {page: client.get(page) for page in pages}

    assert len(pages) > 50
    assert {page for page, answer in answers.items() if answer.get("Location") != "/accounts/2fa/totp/activate/"} <= {
        "/api/v1/docs/"
    }
    assert answers["/api/v1/docs/"].status_code == 403
    posted = client.post(reverse("admin:identity_clientaccount_add"), {"name": "X"})
    assert posted["Location"] == "/accounts/2fa/totp/activate/"


def test_production_demands_the_second_factor_and_counts_visitors_behind_its_proxy():
    say = "from django.conf import settings; print(settings.MIDDLEWARE[0], settings.MIDDLEWARE[-1])"
    first, last = "aicmo_site.proxy.VisitorAddressMiddleware", "aicmo_site.second_factor.SecondFactorMiddleware"

    alone, behind = start("shell", "-v", "0", "-c", say), start("shell", "-v", "0", "-c", say, AICMO_BEHIND_PROXY="1")

    assert first not in alone.stdout and alone.stdout.split()[-1] == last, alone.stderr
    assert behind.stdout.split()[-2:] == [first, last]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("6.6.6.6, 9.9.9.9", "9.9.9.9"), ("2001:db8::1", "2001:db8::1"), ("9.9.9.9, unknown", "10.0.0.1"), ("", "10.0.0.1")],
)
def test_behind_a_proxy_only_the_address_that_it_added_counts(rf, forwarded, address):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    VisitorAddressMiddleware(lambda seen: seen)(request)

    assert request.META["REMOTE_ADDR"] == address
