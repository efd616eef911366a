"""Every test runs under the deterministic harness, with all databases, and with the SQL guard on."""

import pytest
from django.conf import settings

from kernel import testing


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "transactional" not in item.keywords and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases="__all__"))


@pytest.fixture(autouse=True)
def harness(tmp_path, settings):
    """The deterministic harness; files and mail of the test lie in its own folder."""
    settings.AICMO_FILES_ROOT = tmp_path / "files"
    settings.AICMO_MAIL_ROOT = tmp_path / "mail"
    with testing.deterministic() as harness:
        yield harness
