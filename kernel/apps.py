"""Django config of the ground floor."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    """Registers sweeps, watches deletions, starts traces and the SQL guard where settings ask; grants after migrate."""

    name = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import changes, keys, slots, traces  # noqa: F401 - keys and slots register their sweeps

        changes.watch()
        post_migrate.connect(_give_grants, sender=self, dispatch_uid="kernel.grants")
        traces.start()
        if getattr(settings, "AICMO_SQL_GUARD", False):
            from kernel import boundaries

            boundaries.install()


def _give_grants(*, using: str, **_) -> None:
    from kernel import grants, walls

    if walls.stand_in(using):
        grants.give(using)
