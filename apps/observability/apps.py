"""Django config of observability."""

from kernel import module


class ObservabilityConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.observability"
    verbose_name = "Observability"
