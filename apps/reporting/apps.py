"""Django config of reporting."""

from kernel import module


class ReportingConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.reporting"
    verbose_name = "Reporting"
