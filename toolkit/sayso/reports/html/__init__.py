"""HTML reports: an overview with small bars, then the texts with gold above the runs and every error in its place.

One file, or a folder of pages for a big corpus. Nothing is loaded from anywhere: style, script and data stand in the
page, under a Content-Security-Policy that allows these by their hashes and nothing else. Without JavaScript the tables
stay, and of a small corpus the texts.

    Report ── overview (bars, classes, slices) ──┐
    Result.seen() ── things (one document) ──────┴─► page (jinja2)
"""

from sayso.reports.html.folder import write_folder
from sayso.reports.html.page import render_html

__all__ = ["render_html", "write_folder"]
