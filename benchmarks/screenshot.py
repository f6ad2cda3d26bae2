"""Take the picture of the HTML report for the README, from the report that `make bench` left.

python benchmarks/screenshot.py bench-results/report.html toolkit/docs/report.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1280, 860
RUN = "spacy"
ITEM = "wrong speaker"


def main() -> None:
    """Open the report at a quote with a wrong speaker, and take the picture."""
    report, picture = map(Path, sys.argv[1:])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium is installed; it draws the picture")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(report.absolute().as_uri())
        for run in page.locator("#runs button").all():
            if (run.get_attribute("aria-pressed") == "true") != (run.inner_text() == RUN):
                run.click()
        page.get_by_role("button", name="Side by side").click()
        page.locator("#viewer").evaluate("one => one.scrollIntoView()")
        page.locator(".entry", has_text=ITEM).first.click()
        page.mouse.wheel(0, 260)
        page.wait_for_timeout(200)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
