"""Django config of strategy."""

from kernel import module


class StrategyConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.strategy"
    verbose_name = "Strategy"
