"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aicmo_site.settings.embedded")
application = get_wsgi_application()

from aicmo_site import refusals  # noqa: E402 - it needs the settings

refusals.refuse_to_serve()
