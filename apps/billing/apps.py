"""Django config of billing."""

from kernel import module


class BillingConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.billing"
    verbose_name = "Billing"
