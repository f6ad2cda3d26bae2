"""How a browser takes the HTML report of a big corpus: first paint and a change of filter, against a bare page.

    python benchmarks/page.py [--documents 1000] [--runs 3] [--corpus FOLDER] [--json]

Makes a synthetic corpus (see generate.py), scores it, writes the report, and opens it in Chromium. Printed are the
size, what writing cost as a multiple of scoring, and times as multiples of a bare page that holds as many bytes of data
and one line of text. Absolute times are the machine's; quote the ratios. Scoring is with intervals, as `sayso score`
has them. `make speed` has these figures in its table.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MEGABYTE = 1e6
TIMES = 5
BARE = "<!doctype html><title>bare</title><p>One line.</p><script type='application/json'>{}</script>"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
FILTER = """async () => {
  const select = document.querySelector('#class');
  const begin = performance.now();
  select.value = select.value === 'missed' ? '' : 'missed';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""
NEXT = """async () => {
  const begin = performance.now();
  await turn(1);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""
FRAME = """async () => {
  const begin = performance.now();
  document.querySelector('p').textContent += '.';
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""


def write_report(corpus: Path, runs: int, path: Path) -> dict[str, float]:
    """Score a corpus and write its report; processor times in seconds, memory in megabytes."""
    import sayso
    from sayso.evaluate import score
    from sayso.reports import build
    from sayso.reports.html import render_html

    gold = sayso.load(corpus).gold
    begin = time.process_time()
    result = score(gold=gold, predicted=[sayso.read_run(corpus / f"run-{run}.jsonl") for run in range(1, runs + 1)])
    result.to_dict()  # intervals are made when somebody asks for them
    scored = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path.write_text(render_html(build(result)), encoding="utf-8")
    return {
        "scoring": scored - begin,
        "writing": time.process_time() - scored,
        "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "size": path.stat().st_size / MEGABYTE,
    }


def paint(browser: Browser, path: Path) -> float:
    """Milliseconds to the first paint of content, the median of some visits."""
    found = []
    for _ in range(TIMES):
        page = browser.new_page()
        page.goto(path.as_uri())
        page.wait_for_function(f"{PAINT} !== null")
        found.append(page.evaluate(PAINT))
        page.close()
    return statistics.median(found)


def change(browser: Browser, path: Path, what: str, ready: str) -> float:
    """Milliseconds that a change takes until it is painted, the median of some."""
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(ready)
    found = statistics.median([page.evaluate(what) for _ in range(TIMES)])
    page.close()
    return found


def opened(report: Path) -> dict[str, float]:
    """What a browser takes, as multiples of a bare page; nothing where there is no browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return {}
    from playwright.sync_api import sync_playwright

    bare = report.with_name("bare.html")
    filler = '"' + "a" * (report.stat().st_size - len(BARE)) + '"'
    bare.write_text(BARE.replace("{}", filler), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        base = change(browser, bare, FRAME, "p")
        found = {
            "paint": paint(browser, report) / paint(browser, bare),
            "filter": change(browser, report, FILTER, "#entries li") / base,
            "next": change(browser, report, NEXT, "#entries li") / base,
        }
        browser.close()
    return found


def main() -> None:
    """Make, write, open, print."""
    parser = argparse.ArgumentParser(description="The HTML report of a big corpus in a browser.")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="a corpus that generate.py has made, with so many runs")
    parser.add_argument("--json", action="store_true", help="print figures for a program")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, report = asked.corpus or Path(folder) / "corpus", Path(folder) / "report.html"
        if asked.corpus is None:
            generate = [sys.executable, str(Path(__file__).with_name("generate.py")), "--out", str(corpus)]
            subprocess.run([*generate, "--documents", str(asked.documents), "--runs", str(asked.runs)], check=True)
        found = write_report(corpus, asked.runs, report)
        found |= opened(report)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{asked.runs} runs: {found['size']:.1f} MB")
    print(f"writing / scoring            {found['writing'] / found['scoring']:6.2f}  (processor time)")
    print(f"memory above that of scoring {found['memory']:6.0f}  MB")
    if "paint" not in found:
        print("no Chromium is installed: the page was not opened")
        return
    print(f"first paint / bare page      {found['paint']:6.2f}")
    print(f"filter change / bare change  {found['filter']:6.2f}")
    print(f"next document / bare change  {found['next']:6.2f}")


if __name__ == "__main__":
    main()
