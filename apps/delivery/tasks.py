"""Worker entry points of delivery."""

from __future__ import annotations

from apps.delivery import services
from kernel.claims import sweep


@sweep(queue="documents")
def build_packages() -> int:
    """Packages that were asked for."""
    return services.build_packages()


@sweep
def mail_releases() -> int:
    """Word to the client of packages that were released."""
    return services.mail_releases()


@sweep
def send_posts() -> int:
    """Posts whose moment has come."""
    return services.send_posts()
