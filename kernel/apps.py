"""Django config of the ground floor."""

from django.apps import AppConfig
from django.conf import settings


class KernelConfig(AppConfig):
    """Registers the kernel's own sweeps, watches for deleted rows, and installs the SQL guard where the settings ask for it."""

    name = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import changes, keys  # noqa: F401 - keys registers its sweep

        changes.watch()
        if getattr(settings, "AICMO_SQL_GUARD", False):
            from kernel import boundaries

            boundaries.install()
