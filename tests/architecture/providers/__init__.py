"""One real object per URL keyword of each module, made through facades; see `objects`."""

from tests.architecture.providers import relation, work

__all__ = ["relation", "work"]
