"""Django config of cam."""

from kernel import module


class CamConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers, and its check at the mail door."""

    name = "apps.cam"
    verbose_name = "Client acquisition"

    def ready(self) -> None:
        super().ready()
        from apps.cam import services  # noqa: F401  (registers the outreach check and the outcome hook)
