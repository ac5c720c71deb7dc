"""A chart as SVG, PNG (one tall page) or PDF (pages of A3), the same bytes for the same chart."""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages

from planner.present.gantt.model import Gantt
from planner.present.gantt.printed.page_figures import gantt_figure, gantt_pages
from planner.present.gantt.printed.text_fit import unknown_characters_allowed

DOTS_PER_INCH = 144
MOST_DOTS = 60_000
"""Pictures taller than 65,535 dots cannot be written."""

STYLE: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 0.7,
    "svg.fonttype": "none",
    "svg.hashsalt": "planner",
    "pdf.fonttype": 42,
}
"""Text stays text, and names inside the files do not change from run to run."""


def printed(gantt: Gantt, suffix: str) -> bytes:
    """The bytes of an `svg`, `png` or `pdf` file."""
    with mpl.rc_context(STYLE), unknown_characters_allowed():
        if suffix == "pdf":
            return _pdf(gantt)
        figure = gantt_figure(gantt)
        buffer = io.BytesIO()
        dots = min(DOTS_PER_INCH, MOST_DOTS / figure.get_figheight())
        metadata = {"Date": None, "Title": gantt.title} if suffix == "svg" else {"Title": gantt.title}
        figure.savefig(buffer, format=suffix, dpi=dots, metadata=metadata)
        return buffer.getvalue()


def _pdf(gantt: Gantt) -> bytes:
    buffer = io.BytesIO()
    metadata = {"Title": gantt.title, "CreationDate": None, "ModDate": None}
    with PdfPages(buffer, metadata=metadata) as pages:
        for figure in gantt_pages(gantt):
            pages.savefig(figure)
    return buffer.getvalue()
