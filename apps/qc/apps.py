"""Django config of qc."""

from kernel import module


class QcConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.qc"
    verbose_name = "Quality control"
