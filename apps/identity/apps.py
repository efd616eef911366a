"""Django config of identity."""

from kernel import module


class IdentityConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.identity"
    verbose_name = "Identity"

    def ready(self) -> None:
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        super().ready()
        # `note_sign_in` writes it, inside identity's transaction.
        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
