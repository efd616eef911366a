"""Django config of delivery."""

from kernel import module


class DeliveryConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.delivery"
    verbose_name = "Delivery"
