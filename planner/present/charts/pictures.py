"""A figure as the bytes of a picture: with our own looks whatever the user has set, our mark, and no clock in it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from planner.writing.marks import PROGRAM

LOOKS: Mapping[Any, Any] = MappingProxyType(
    {
        "font.family": ["DejaVu Sans"],
        "hatch.linewidth": 0.7,
        "svg.fonttype": "none",
        "svg.hashsalt": "planner",
        "pdf.fonttype": 42,
    }
)
"""Text stays text, and names inside the files do not change from run to run."""
MADE_BY: Mapping[str, dict[str, str | None]] = MappingProxyType(
    {
        "svg": {"Creator": PROGRAM, "Date": None},
        "png": {"Software": PROGRAM},
        "pdf": {"Creator": PROGRAM, "CreationDate": None, "ModDate": None},
    }
)
MOST_DOTS = 60_000
"""Pictures taller than 65,535 dots cannot be written."""


@contextmanager
def unknown_characters_allowed() -> Iterator[None]:
    """No warning for a character the font lacks, such as an emoji in a name: it is drawn as a box."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        yield


@contextmanager
def own_looks() -> Iterator[None]:
    """Draw as the drawing library does of itself, with LOOKS: no file of settings in some folder has a say."""
    defaults: dict[Any, Any] = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"}
    with unknown_characters_allowed(), mpl.rc_context({**defaults, **LOOKS}):
        yield


def picture(figure: Figure, suffix: str, *, dots: float, title: str | None = None) -> bytes:
    """The bytes of an `svg`, `png` or `pdf` file; `dots` to an inch, fewer where it is too tall.

    The figure must have been drawn with `own_looks`.
    """
    buffer = io.BytesIO()
    metadata = MADE_BY[suffix] | ({"Title": title} if title else {})
    figure.savefig(buffer, format=suffix, dpi=min(dots, MOST_DOTS / figure.get_figheight()), metadata=metadata)
    return buffer.getvalue()


def pdf_pages(figures: Sequence[Figure], title: str) -> bytes:
    """The bytes of a PDF file with a page for each figure."""
    buffer = io.BytesIO()
    with PdfPages(buffer, metadata=MADE_BY["pdf"] | {"Title": title}) as pages:
        for figure in figures:
            pages.savefig(figure)
    return buffer.getvalue()
