"""Take the README's picture of a network page: .github/network.png.

    dementi build seeds --out dementi-seeds
    python scripts/screenshot.py dementi-seeds/site/network.html

Needs Playwright (of the extra ``test``) and a Chromium, as the browser tests do. The first contested claim is opened,
so that the picture shows words of the articles too.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parents[1] / ".github" / "network.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 560}  # pixels
LARGEST = 200_000  # bytes; a picture is fetched with every clone


def main() -> None:
    """Open the page, the first contested claim in it, and take the picture."""
    parser = argparse.ArgumentParser(description="Take a picture of a network page.")
    parser.add_argument("page", type=Path, help="site/network.html of a build")
    parser.add_argument("-o", "--output", type=Path, default=PICTURE, metavar="PNG", help="where to write the picture")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        parser.error(f"none of {', '.join(BROWSERS)} is installed")
    options.output.parent.mkdir(exist_ok=True)
    with (
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as chromium,
    ):
        tab = chromium.new_page(viewport=SIZE)
        tab.goto(options.page.resolve().as_uri())
        if tab.locator("#contested-list button").count():
            tab.locator("#contested-list button").first.click()
            tab.mouse.move(0, 0)
            tab.wait_for_timeout(1000)  # milliseconds until the drawing stands still
        picture = tab.screenshot(path=options.output)
    if len(picture) > LARGEST:
        parser.error(f"{options.output} has {len(picture):,} bytes, more than {LARGEST:,}")


if __name__ == "__main__":
    main()
