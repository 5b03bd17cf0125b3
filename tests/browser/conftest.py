"""A real browser on a live server: Debian's Chromium, signed in as somebody of a position."""

import os
import shutil
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

# The driver runs an event loop in this thread; Django's guard against that means the web server.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items) -> None:
    """Every test here is a browser test, and one process runs them all: the cores are few."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_as(chromium, live_server, loaded, client_of) -> Callable:
    """A function: a page on the live server, signed in as a position (None: signed out).

    Anything that the page's console calls an error fails the test, a refused script or style too.
    """
    contexts, errors = [], []

    def open_as(position: str | None, *, javascript: bool = True, width: int = 1280):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        contexts.append(context)
        if position:
            client: Client = client_of(position)
            cookie = client.cookies["sessionid"]
            context.add_cookies(
                [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
            )
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        return page

    yield open_as
    for context in contexts:
        context.close()
    # a refusal that the test asked for is reported by the browser as a failed load; that is its status
    assert [e for e in errors if "Failed to load resource" not in e] == []


@pytest.fixture
def check() -> Callable:
    """A function: asserts that axe finds nothing on the page, and that it does not scroll sideways.

    axe is itself a script: on a page that may run none it would wait for ever.
    """
    axe = Axe()

    def check(page, *, axe_too: bool = True) -> None:
        if axe_too:
            options = {"runOnly": RULES, "resultTypes": ["violations"]}
            found = axe.run(page, options=options).response["violations"]
            told = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
            assert told == [], f"{page.url}: {told}"
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{page.url} is {over} pixels too wide"

    return check
