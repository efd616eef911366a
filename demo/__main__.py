"""`python -m demo`: play the ninety days and exit; with --serve, show the result in the browser afterwards."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aicmo_site.settings.embedded")
ROOT = Path(__file__).resolve().parents[1]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--leads", type=Path, default=ROOT / "demo" / "leads.csv", help="CSV or XLSX of leads")
    parser.add_argument("--serve", action="store_true", help="serve admin, portal and API afterwards")
    parser.add_argument(
        "--port", type=int, default=os.environ.get("AICMO_PORT", "8000"), help="where to serve (or AICMO_PORT); 8000 by default"
    )
    options = parser.parse_args()
    os.environ.setdefault("AICMO_PUBLIC_URL", f"http://127.0.0.1:{options.port}")
    return options


def main() -> int:
    """Exit code 0: played (and served until stopped); 2: the call was wrong, and the message says how."""
    options = arguments()
    if problem := _wrong(options):
        print(f"demo: {problem}", file=sys.stderr)
        return 2
    import django

    django.setup()
    from django.conf import settings

    from demo import run, serve
    from kernel.errors import DomainError
    from kernel.worker import ExclusiveLock

    try:
        run.prepare_database()
        with ExclusiveLock(Path(settings.VAR_DIR) / "worker.lock"):
            run.play_days(options.leads)
            if options.serve:
                return serve.serve(port=options.port)
    except DomainError as error:
        print(f"demo: {error.detail} {error.remedy}".rstrip(), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ndemo: stopped. The next start goes on from here.", file=sys.stderr)
        return 130
    return 0


def _wrong(options: argparse.Namespace) -> str:
    if not options.leads.is_file():
        return f"there is no file {options.leads}. Give a CSV or XLSX: make demo LEADS=my.csv"
    if options.leads.suffix.lower() not in (".csv", ".txt", ".tsv", ".xlsx"):
        return f"{options.leads.name} is neither CSV nor XLSX. Export your leads as CSV and try again."
    if options.leads.stat().st_size == 0:
        return f"{options.leads.name} is empty."
    if not 0 < options.port < 65536:
        return f"port {options.port} is not between 1 and 65535. Set AICMO_PORT."
    if options.serve:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", options.port))
            except OSError:
                return f"port {options.port} is in use. Stop what listens there, or set AICMO_PORT."
    return ""


if __name__ == "__main__":
    sys.exit(main())
