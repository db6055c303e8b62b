"""A real browser on a live server with the small archive of tests/web."""

import os
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import ARGUMENTS, executable
from tests.web.conftest import archive, son_lammy  # noqa: F401 (fixtures)

# Playwright runs an event loop of its own in this thread; Django would take its queries for asynchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium():
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server, transactional_db):
    """`visit(path, width=..., scheme=..., language=..., script=...)`: a page of the live server in a new window."""
    contexts = []

    def open_page(path, *, width=1280, scheme="light", language="en", script=True, media=None):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
        if media:
            page.emulate_media(media=media)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@contextmanager
def bytes_of(page):
    """The bytes that come over the wire while the block runs, headers included."""
    sizes = []

    def count(request):
        found = request.sizes()
        sizes.append(found["responseBodySize"] + found["responseHeadersSize"])

    page.on("requestfinished", count)
    yield sizes
    page.remove_listener("requestfinished", count)
