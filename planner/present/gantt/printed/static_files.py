"""A chart as SVG, PNG (one tall page) or PDF (pages of A3), the same bytes for the same chart."""

from __future__ import annotations

from planner.present.charts.pictures import own_looks, pdf_pages, picture
from planner.present.gantt.model import Gantt
from planner.present.gantt.printed.page_figures import gantt_figure, gantt_pages
from planner.present.gantt.printed.text_fit import unknown_characters_allowed

DOTS_PER_INCH = 144
MOST_DOTS = 60_000
"""Pictures taller than 65,535 dots cannot be written."""


def printed(gantt: Gantt, suffix: str) -> bytes:
    """The bytes of an `svg`, `png` or `pdf` file."""
    with own_looks(), unknown_characters_allowed():
        if suffix == "pdf":
            return pdf_pages(list(gantt_pages(gantt)), gantt.title)
        figure = gantt_figure(gantt)
        dots = min(DOTS_PER_INCH, MOST_DOTS / figure.get_figheight())
        return picture(figure, suffix, dots=dots, title=gantt.title)
