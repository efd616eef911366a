"""Django config of identity."""

from kernel import module


class IdentityConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.identity"
    verbose_name = "Identity"
