"""Production's settings, word for word, and one app more: what a fault run does in its processes from outside."""

from aicmo_site.settings.production import *  # noqa: F403
from aicmo_site.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "faults.harness.apps.FaultConfig"]
