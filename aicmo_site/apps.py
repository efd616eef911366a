"""Django configs of the site: its own, and the admin with our site in place of Django's."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class SiteConfig(AppConfig):
    """The pages over several modules and the command lines."""

    name = "aicmo_site"
    default = True
    verbose_name = "Site"

    def ready(self) -> None:
        from django.contrib import admin

        from aicmo_site import tables
        from apps.cam.admin import forms
        from apps.onboarding import services as onboarding

        tables.register(admin.site)
        forms.use_prices(lambda actor: {pack.name: pack.price for pack in onboarding.list_packs(actor=actor)})


class SiteAdminConfig(admin_apps.AdminConfig):
    """django.contrib.admin with our site."""

    default = False
    default_site = "aicmo_site.admin.Site"
