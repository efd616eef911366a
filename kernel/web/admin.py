"""The base class of staff pages: saves run in the owner's transaction, rights come from the actor."""

from __future__ import annotations

from unfold.admin import ModelAdmin

from kernel.db import atomic


class ModuleAdmin(ModelAdmin):
    """Admin of one module's model."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with atomic(self.model._meta.app_label):
            return super().changeform_view(request, object_id, form_url, extra_context)
