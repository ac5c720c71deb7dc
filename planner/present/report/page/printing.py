"""The report as a PDF file, printed by a browser of the machine without a window."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.errors import MissingProgramError, OutputError
from planner.writing.marks import PROGRAM

BROWSER_VARIABLE = "PLANNER_BROWSER"
"""Environment variable that names the browser to print with."""
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
PATIENCE_SECONDS = 120
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip
"""The page asks for nothing; the browser is kept from asking for anything of its own."""
CREATOR = re.compile(rb"/Creator \((?:[^()\\]|\\.)*\)")
CLOCK = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")


def find_browser() -> str:
    """The browser to print with: the one that is named, else the first that is installed. Raises MissingProgramError."""
    named = os.environ.get(BROWSER_VARIABLE)
    for name in (named,) if named else BROWSERS:
        if found := shutil.which(name):
            return found
    missing = (
        f"{BROWSER_VARIABLE} names {named}, which is no program here" if named else "no browser that prints was found"
    )
    raise MissingProgramError(
        f"{missing}; install Chromium or Chrome, or name one with {BROWSER_VARIABLE}, or write a .html file and print it "
        "from your own browser"
    )


def pdf_of(page: str, status_date: date) -> bytes:
    """The page on paper. No clock is in the file: its dates are the status date, so the same page gives the same bytes.

    Raises MissingProgramError without a browser, and OutputError where the browser prints nothing.
    """
    browser = find_browser()
    with TemporaryDirectory(prefix="planner-report-") as folder:
        source, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page, encoding="utf-8")
        said = _run([browser, *_options(folder), f"--print-to-pdf={target}", source.as_uri()])
        if not target.is_file() or not target.stat().st_size:
            raise OutputError(
                f"{browser} printed nothing: {said or 'it gave no reason'}; write a .html file and print it"
            )
        return _ours(target.read_bytes(), status_date)


def _options(folder: str) -> Iterator[str]:
    yield from OPTIONS
    yield f"--user-data-dir={folder}/profile"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # a browser refuses its sandbox to the superuser


def _run(command: list[str]) -> str:
    """Run the browser, and give back the last line it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"it had not finished after {PATIENCE_SECONDS} s"
    return next(iter(reversed(done.stderr.splitlines())), "")


def _ours(content: bytes, status_date: date) -> bytes:
    """The file with our mark and the status date; every replacement has the length of what it replaces."""
    stamp = (status_date.isoformat().replace("-", "") + "000000").encode()
    content = CLOCK.sub(lambda found: found[0].replace(found[0].split(b"D:")[1][:14], stamp), content)
    mark = f"/Creator ({PROGRAM})".encode()
    return CREATOR.sub(lambda found: mark.ljust(len(found[0])), content, count=1)
