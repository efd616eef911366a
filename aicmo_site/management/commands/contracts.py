"""Rewrite the published contracts of all modules, and the drawing of the house."""

import sys

from django.core.management.base import BaseCommand

from aicmo_site import drawing
from aicmo_site.modules import MODULES
from kernel import snapshots


class Command(BaseCommand):
    help = "Rewrite contracts/<app>.json and docs/house.svg, or say which contract version must be raised (exit code 1)."

    def handle(self, *args, **options):
        code = snapshots.main(MODULES)
        if code == 0:
            drawing.path().parent.mkdir(exist_ok=True)
            drawing.path().write_text(drawing.draw())
        sys.exit(code)
