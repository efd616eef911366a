"""Django config of retention."""

from kernel import module


class RetentionConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.retention"
    verbose_name = "Retention"
