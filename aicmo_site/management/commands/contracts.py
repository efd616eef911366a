"""Rewrite the published contracts of all modules."""

import sys

from django.core.management.base import BaseCommand

from aicmo_site.modules import MODULES
from kernel import snapshots


class Command(BaseCommand):
    help = "Rewrite contracts/<app>.json, or say which contract version must be raised (exit code 1)."

    def handle(self, *args, **options):
        sys.exit(snapshots.main(MODULES))
