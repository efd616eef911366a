"""Django config of client_review."""

from kernel import module


class ClientReviewConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.client_review"
    verbose_name = "Client review"
