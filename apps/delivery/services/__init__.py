"""The port facade of delivery."""

from apps.delivery.services.building import build_packages
from apps.delivery.services.handing_over import flag_packages, keep_verdict, mail_releases, release
from apps.delivery.services.packages import create_package, get_file, get_package, list_packages
from apps.delivery.services.publishing import get_publication, list_publications, publish, resolve_publication
from apps.delivery.services.sending import send_posts
from apps.delivery.services.waiting import list_waiting

__all__ = [
    "build_packages",
    "create_package",
    "flag_packages",
    "get_file",
    "get_package",
    "get_publication",
    "keep_verdict",
    "list_packages",
    "list_publications",
    "list_waiting",
    "mail_releases",
    "publish",
    "release",
    "resolve_publication",
    "send_posts",
]
