"""Every test runs under the deterministic harness, with all databases, and with the SQL guard on."""

import os
import tempfile

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from kernel import testing
from tests import databases

if settings.AICMO_WALLS:
    from tests.postgresql import django_db_setup
else:
    from tests.sqlite import django_db_setup  # noqa: F401


def pytest_configure():
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="aicmo-metrics-")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases="__all__"))


@pytest.fixture(autouse=True)
def harness(tmp_path, settings):
    """The deterministic harness; files, mail and published posts of the test lie in its own folder."""
    settings.EMAIL_BACKEND = "kernel.mail.backend.DoorBackend"  # the test runner put its own there
    settings.AICMO_WATCH_SECONDS = 0  # tests of the watchdog call it
    settings.AICMO_API_LIMITS = dict.fromkeys(settings.AICMO_API_LIMITS, (1_000_000, 60))  # the matrix asks that often
    settings.AICMO_FILES_ROOT = tmp_path / "files"
    settings.AICMO_MAIL_ROOT = tmp_path / "mail"
    settings.AICMO_PUBLISHED_ROOT = tmp_path / "published"
    settings.AICMO_LEFT_ROOT = tmp_path / "left"
    with testing.deterministic() as harness:
        yield harness


@pytest.fixture
def committed(django_db_setup, django_db_blocker, tmp_path):
    """Real transactions that other threads see: the test works on its own copy of the migrated databases."""
    with django_db_blocker.unblock(), databases.copied(databases.templates(), tmp_path):
        yield


@pytest.fixture
def live_url(committed, settings):
    """A server in a thread of this process: same clock, same settings, same database files."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.AICMO_PUBLIC_URL = f"http://127.0.0.1:{server.port}"
    yield settings.AICMO_PUBLIC_URL
    server.terminate()
