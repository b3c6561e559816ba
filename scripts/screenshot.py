"""Take the README's pictures of pages: .github/network.png, article.png, actor.png.

    dementi build seeds --out dementi-seeds
    python scripts/screenshot.py dementi-seeds/site

Needs Playwright (of the extra ``test``) and a Chromium, as the browser tests do. In the network, the first contested
claim is opened, so that the picture shows words of the articles too.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / ".github"
PAGES = {
    "network.png": "network.html",
    "article.png": "article/002_5b97cbcc9cc71c7a.html",
    "actor.png": "actor/iran.html",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 560}  # pixels
STILL = 1000  # milliseconds until a drawing stands still
LARGEST = 200_000  # bytes; a picture is fetched with every clone


def main() -> None:
    """Take the pictures, and complain of one that is too large."""
    parser = argparse.ArgumentParser(description="Take the README's pictures.")
    parser.add_argument("site", type=Path, help="the folder site of a build of the seeds")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="DIR", help="where to write the pictures")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        parser.error(f"none of {', '.join(BROWSERS)} is installed")
    options.output.mkdir(exist_ok=True)
    with (
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as chromium,
    ):
        tab = chromium.new_page(viewport=SIZE)
        for name, page in PAGES.items():
            size = take(tab, options.site / page, options.output / name)
            if size > LARGEST:
                parser.error(f"{options.output / name} has {size:,} bytes, more than {LARGEST:,}")


def take(tab: Page, page: Path, picture: Path) -> int:
    """Take the picture of a page and return its size in bytes."""
    tab.goto(page.resolve().as_uri())
    contested = tab.locator("#contested-list button")
    if contested.count():
        contested.first.click()
        tab.mouse.move(0, 0)
    tab.wait_for_timeout(STILL)
    return len(tab.screenshot(path=picture))


if __name__ == "__main__":
    main()
