"""A real browser, and pages in it that ask for nothing."""

import os
import shutil

import pytest

REQUIRED = os.environ.get("CI") == "true" or os.environ.get("DEMENTI_BROWSER") == "required"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        missing = f"no browser: none of {', '.join(BROWSERS)} is installed (Debian: apt-get install chromium)"
        (pytest.fail if REQUIRED else pytest.skip)(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def shown(chromium, tmp_path):
    """Open a page; at the end of the test it has asked for nothing but itself, raised no error, opened no dialog."""
    tab = chromium.new_page(viewport={"width": 1400, "height": 900})
    seen = []
    tab.on("request", lambda request: seen.append(request.url.partition("#")[0]))
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    path = tmp_path / "page.html"

    def show(html, anchor=""):
        path.write_text(html, encoding="utf-8", newline="")
        tab.goto(path.as_uri() + anchor)
        return tab

    yield show
    tab.wait_for_timeout(200)  # milliseconds in which an `onerror` would have fired
    tab.close()
    assert set(seen) == {path.as_uri()}
