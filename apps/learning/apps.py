"""Django config of learning."""

from kernel import module


class LearningConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.learning"
    verbose_name = "Learning"
