"""The one document renderer: a Typst template and data in, PDF bytes out. No network, no file outside the templates.

A template is `templates/documents/<app>/<name>.typ` and reads its input like this:

    #import "/base.typ": *
    #let data = json("/data.json")
    #show: report-page.with(title: data.title, language: data.language)

`data` travels as JSON, so user text is a Typst string and never markup. `files` appear under `/files/<name>`
(`image("/files/chart.svg")`). The same input gives the same bytes: fonts are ours, the document's date is `created`.
"""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kernel.context import refuse_in_transaction
from kernel.refs import canonical

_RECYCLE_AFTER = 200
_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)+\.typ")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_PACKAGE = re.compile(r"[\"']@[a-z0-9-]+/|\beval\s*\(|\bplugin\s*\(")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
_lock = threading.Lock()


class DocumentFailed(RuntimeError):
    """A template could not be rendered; the message names the template and the place in it."""


def render_pdf(
    *, template: str, data: dict[str, Any], created: datetime, files: dict[str, bytes] | None = None, standard: str = ""
) -> bytes:
    """Render `template` (e.g. "billing/invoice.typ") with `data` to PDF bytes dated `created`.

    `standard` asks for a PDF profile such as "a-3b". Refused while a transaction is open; DocumentFailed names the
    template when it is missing, broken, or does not fit the data.
    """
    refuse_in_transaction(f"render_pdf({template})")
    path = template_path(template)
    at = _aware(created)
    sources = {
        "main.typ": f'#include "/{path.relative_to(root()).as_posix()}"'.encode(),
        "/data.json": canonical(_clean(data)),
        "/meta.json": canonical({"created": [at.year, at.month, at.day, at.hour, at.minute, at.second]}),
        **{f"/files/{_file_name(name)}": content for name, content in (files or {}).items()},
    }
    import typst

    try:
        with _lock:
            return _compilers.next().compile(
                input=sources, format="pdf", timestamp=at, sys_inputs=None, pdf_standards=[standard] if standard else []
            )
    except (typst.TypstError, RuntimeError) as error:
        place = getattr(error, "diagnostic", "") or str(error)
        raise DocumentFailed(f"The document template {template} could not be rendered: {place.strip()}") from error


def root() -> Path:
    """The folder of the document templates: all that a template can read."""
    return Path(settings.BASE_DIR) / "templates" / "documents"


def fonts_folder() -> Path:
    """The folder of the fonts that documents use."""
    return Path(settings.BASE_DIR) / "vendor" / "fonts"


def template_path(template: str) -> Path:
    """The file of a template; DocumentFailed if the name is not one of ours or the file asks for a package or code."""
    name = template if template.endswith(".typ") else f"{template}.typ"
    path = root() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise DocumentFailed(f"There is no document template {template} in {root().name}/.")
    for source in (path, root() / "base.typ"):
        if found := _PACKAGE.search(source.read_text()):
            raise DocumentFailed(f"The document template {source.name} uses {found[0]}…: packages, eval and plugins are refused.")
    return path


class _Compilers:
    """One compiler per process, thrown away now and then: Typst caches what it laid out."""

    def __init__(self) -> None:
        self._compiler: Any = None
        self._used = 0

    def next(self) -> Any:
        import typst

        if self._compiler is None or self._used >= _RECYCLE_AFTER:
            nowhere = str(root() / "no-packages")
            self._compiler = typst.Compiler(
                root=str(root()),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                package_path=nowhere,
                package_cache_path=nowhere,
            )
            self._used = 0
        self._used += 1
        return self._compiler


_compilers = _Compilers()


@cache
def _fonts() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_folder())])
    if "Inter" not in fonts.families():
        raise DocumentFailed(
            f"The fonts of the documents are missing from {fonts_folder().name}/: restore them from the repository."
        )
    return fonts


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise DocumentFailed("created must be an aware datetime.")
    return moment.astimezone(UTC).replace(microsecond=0)


def _file_name(name: str) -> str:
    if not _FILE.fullmatch(name):
        raise DocumentFailed(f"“{name}” cannot be the name of a file in a document.")
    return name


def _clean(value: Any) -> Any:
    """Text without control characters and without marks that reverse or hide it; everything else as it is."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {k: _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    return value
