"""The port `delivery.publisher.<channel>`: puts one post on one channel."""

from apps.delivery.providers.fakes import FakePublisher
from apps.delivery.providers.files import FileProvider
from apps.delivery.providers.port import Order, Posted, Publisher, PublishRefused, PublishTemporary

__all__ = ["FakePublisher", "FileProvider", "Order", "Posted", "PublishRefused", "PublishTemporary", "Publisher"]
