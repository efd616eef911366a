"""The only way out for a URL that comes from data: every address looked at, then connected to, exactly once.

http(s) on port 80 or 443, no credentials in the address; the host is resolved once, all its addresses must be public, and
the connection goes to one of those (name and certificate check stay the host's). Each redirect is a new decision, at most
three. Time and decompressed bytes are capped. Hosts in the setting AICMO_HTTP_PRIVATE_HOSTS ("name" or "name:port") may be
private and use the named port. Never inside a transaction.
"""

from kernel.http.decision import FetchFailed, Target, TooLarge, TooSlow, UrlRefused, check_form, decide, is_public
from kernel.http.door import Fetched, Limits, fetch

__all__ = [
    "FetchFailed",
    "Fetched",
    "Limits",
    "Target",
    "TooLarge",
    "TooSlow",
    "UrlRefused",
    "check_form",
    "decide",
    "fetch",
    "is_public",
]
