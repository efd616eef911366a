"""Django config of the ground floor."""

from django.apps import AppConfig
from django.conf import settings


class KernelConfig(AppConfig):
    """Installs the SQL guard and begins traces, where the settings ask for them."""

    name = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import traces

        traces.start()
        if getattr(settings, "AICMO_SQL_GUARD", False):
            from kernel import boundaries

            boundaries.install()
