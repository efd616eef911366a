"""AICMO_SPLIT=1: every app's tables in a database of its own; kernel tables in each; framework tables with identity."""

from __future__ import annotations

from django.conf import settings


class OneDatabasePerApp:
    """Database router. A kernel table is read and written where the code names it (`using=alias_for(app)`)."""

    def _alias(self, app_label: str) -> str:
        return app_label if app_label in settings.DATABASES and app_label != "identity" else "default"

    def db_for_read(self, model, **hints):
        return self._alias(hints.get("app_label") or model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, first, second, **hints):
        return first._state.db == second._state.db

    def allow_migrate(self, db, app_label, **hints):
        if app_label == "kernel":
            return True
        return db == self._alias(app_label)
