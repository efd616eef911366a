"""The port `learning.writer`: who composes a draft. Adapters in order of preference; the house writer is the last link."""

from apps.learning.providers.fake import FakeWriter
from apps.learning.providers.house import HouseWriter
from apps.learning.providers.port import Answer, Request, Unavailable, Writer

__all__ = ["Answer", "FakeWriter", "HouseWriter", "Request", "Unavailable", "Writer"]
