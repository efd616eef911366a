"""A real browser against a live server on its own database files. Without Chromium the leg is skipped, but never in CI."""

import os
from pathlib import Path

import pytest
from django.db import connections

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium_path():
    """Debian's Chromium; skipped with a word when it is missing, failed when CI=true."""
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is missing: browser tests are skipped (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return CHROMIUM


@pytest.fixture
def chromium(chromium_path, live_url, monkeypatch):
    """Opens pages: `chromium(width=…, dark=…, javascript=…)`. What the page complains of is collected in `page.problems`."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])

        def open_page(*, width: int = 1280, dark: bool = False, javascript: bool = True):
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if dark else "light",
                java_script_enabled=javascript,
            )
            page = context.new_page()
            page.problems = []
            page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
            page.on("pageerror", lambda error: page.problems.append(str(error)))
            return page

        # Playwright's loop gives this thread a second set of connections, which outlives the test and its files.
        connections.close_all()
        yield open_page
        connections.close_all()
        browser.close()
