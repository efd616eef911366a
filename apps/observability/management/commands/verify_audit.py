"""`manage.py verify_audit`: does the audit chain hold? Exit code 0 if it does, 1 if not, with the place where it breaks."""

from django.core.management.base import BaseCommand

from apps.observability import services
from kernel.actors import worker


class Command(BaseCommand):
    """Recompute the audit chain."""

    help = "Recompute the audit chain; exit code 1 and the first broken entry if it does not hold."

    def handle(self, *args, **options) -> None:
        report = services.verify_audit(actor=worker("observability"))
        if report.ok:
            waiting = f"; {report.unchained} facts wait to be chained" if report.unchained else ""
            self.stdout.write(f"The audit chain holds: {report.entries} entries{waiting}.")
            return
        self.stderr.write(f"The audit chain is broken at entry {report.broken_at}: {report.reason}.")
        raise SystemExit(1)
