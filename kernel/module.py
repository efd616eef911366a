"""The AppConfig of every module: registers its signals, receivers and workers when Django starts."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule


class ModuleConfig(AppConfig):
    """Base of each app's config. Import it as `module.ModuleConfig`, or Django picks the wrong config."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in ("contracts", "signals", "receivers", "tasks"):
            if module_has_submodule(self.module, name):
                import_module(f"{self.name}.{name}")
