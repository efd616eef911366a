"""Django config of cam."""

from kernel import module


class CamConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.cam"
    verbose_name = "Cam"
