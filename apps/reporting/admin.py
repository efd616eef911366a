"""Staff pages of reporting."""

from django.contrib import admin

from apps.reporting.models import Entry
from kernel.web.admin import ModuleAdmin


@admin.register(Entry)
class EntryAdmin(ModuleAdmin):
    """Entries, newest first."""

    list_display = ("title", "client_id", "created_at")
    search_fields = ("title",)
    ordering = ("-created_at",)
