"""Django config of the ground floor."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    """Registers the kernel's sweeps, watches for deleted rows, guards SQL where settings ask for it, grants after migrate."""

    name = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import changes, keys  # noqa: F401 - keys registers its sweep

        changes.watch()
        post_migrate.connect(_give_grants, sender=self, dispatch_uid="kernel.grants")
        if getattr(settings, "AICMO_SQL_GUARD", False):
            from kernel import boundaries

            boundaries.install()


def _give_grants(*, using: str, **_) -> None:
    from kernel import grants, walls

    if walls.stand_in(using):
        grants.give(using)
