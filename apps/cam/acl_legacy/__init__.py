"""The anti-corruption layer before an original AICMO: its database is read, translated, and taken over through the facade.

Nothing of the original's words, ids or habits is known beyond this package. It only reads there, and it sends nothing.
"""

from apps.cam.acl_legacy.findings import Findings
from apps.cam.acl_legacy.sources import NotAnOriginal, Source, Unreadable, open_database
from apps.cam.acl_legacy.taking import take_over

__all__ = ["Findings", "NotAnOriginal", "Source", "Unreadable", "open_database", "take_over"]
