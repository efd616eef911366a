"""Django config of production."""

from kernel import module


class ProductionConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.production"
    verbose_name = "Production"
