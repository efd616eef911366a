"""The embedded publisher: a post is a JSON file and a page in a folder per client and channel."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from django.conf import settings
from django.utils.html import escape

from apps.delivery.providers.port import Order, Posted
from kernel.ids import new_id
from kernel.text import hashtags, unsaid


class FileProvider:
    """Writes var/published/<client>/<channel>/<key>.json and .html. The JSON comes last: it is the proof."""

    def publish(self, order: Order) -> Posted:
        folder = self._folder(order)
        folder.mkdir(parents=True, exist_ok=True)
        url = self._url(order)
        record = {"marker": order.marker, "url": url, "channel": order.channel, "key": order.key, "post": order.post}
        _write(self._file(order, "html"), page(order).encode())
        _write(self._file(order, "json"), json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False).encode())
        return Posted(url=url)

    def lookup(self, order: Order) -> Posted | None:
        path = self._file(order, "json")
        if not path.exists():
            return None
        record = json.loads(path.read_text())
        return Posted(url=record["url"]) if record.get("marker") == order.marker else None

    def check(self) -> None:
        """Raises OSError if no post could be put down here."""
        root = Path(settings.AICMO_PUBLISHED_ROOT)
        root.mkdir(parents=True, exist_ok=True)
        if not os.access(root, os.W_OK):
            raise PermissionError(f"{root} cannot be written")

    def _folder(self, order: Order) -> Path:
        return Path(settings.AICMO_PUBLISHED_ROOT) / str(order.client_id) / _safe(order.channel)

    def _file(self, order: Order, suffix: str) -> Path:
        # The marker's end keeps posts of different packages with the same key apart.
        return self._folder(order) / f"{_safe(order.key)}-{order.marker[-8:]}.{suffix}"

    def _url(self, order: Order) -> str:
        return f"{settings.AICMO_PUBLIC_URL}/portal/delivery/posts/{order.marker}/"


def page(order: Order) -> str:
    """The post as a page: text as data, no script."""
    post = order.post
    text = str(post["text"])
    parts = [*text.split("\n\n"), " ".join(unsaid(text, hashtags(post.get("hashtags"))))]
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(order.channel)}</title></head>'
        f"<body><article>{paragraphs}</article></body></html>\n"
    )


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:80] or "_"


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    temporary = path.with_name(f".{path.name}.{new_id().hex[-8:]}")
    with temporary.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
