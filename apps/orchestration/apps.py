"""Django config of orchestration."""

from kernel import module


class OrchestrationConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.orchestration"
    verbose_name = "Orchestration"
