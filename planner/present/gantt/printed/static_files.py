"""A chart as SVG, PNG (one tall page) or PDF (pages of A3), the same bytes for the same chart."""

from __future__ import annotations

from planner.present.charts.pictures import own_looks, pdf_pages, picture
from planner.present.gantt.model import Gantt
from planner.present.gantt.printed.page_figures import gantt_figure, gantt_pages

DOTS_PER_INCH = 144


def printed(gantt: Gantt, suffix: str) -> bytes:
    """The bytes of an `svg`, `png` or `pdf` file."""
    with own_looks():
        if suffix == "pdf":
            return pdf_pages(list(gantt_pages(gantt)), gantt.title)
        return picture(gantt_figure(gantt), suffix, dots=DOTS_PER_INCH, title=gantt.title)
