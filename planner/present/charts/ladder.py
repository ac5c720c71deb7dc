"""The late days of a contract by cause as a small SVG picture, for a page: from the last day back, a step each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from planner.plan.reasons import LateStretch, Reason
from planner.present.charts.ladder_styles import CATEGORY_FILLS
from planner.present.charts.palette import GRID, INK, MUTED_INK
from planner.present.wording import day_count, long_day, printable, shortened

STEP, HEAD, BAR = 34, 20, 9
LEAST_WIDTH = 3
LETTER = 6.2
"""About the width of a letter."""


def ladder_svg(reason: Reason, width: int = 296) -> str:
    """The picture; "" where no day is late. It has no style sheet and no script, and every text in it is escaped."""
    if not reason.ladder:
        return ""
    height = HEAD + STEP * len(reason.ladder)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(ladder_words(reason))}" font-family="Arial, sans-serif" font-size="11">',
        _text(0, 11, f"off by {long_day(reason.off_by_date)}", MUTED_INK),
        _text(width, 11, f"until {long_day(reason.needed_until_date)}", MUTED_INK, ' text-anchor="end"'),
        *(_step(reason, place, stretch, width) for place, stretch in enumerate(reason.ladder)),
        "</svg>",
    ]
    return "".join(lines)


def ladder_words(reason: Reason) -> str:
    """The picture in words."""
    steps = ", ".join(f"{stretch_words(stretch)}, to {long_day(stretch.last_date)}" for stretch in reason.ladder)
    return printable(f"Late days of {reason.contract} from the last day back: {steps}")


def stretch_words(stretch: LateStretch) -> str:
    """For instance `31 days: The milestone “Platform ready” (readiness)`."""
    return printable(f"{day_count(stretch.days)}: {stretch.cause} ({stretch.category})")


def step_ends(reason: Reason) -> Iterator[tuple[float, float]]:
    """Where each stretch begins and ends, as shares of all late days, from the last day back."""
    end = total = max(1, reason.late_days)
    for stretch in reason.ladder:
        yield (end - stretch.days) / total, end / total
        end -= stretch.days


def _step(reason: Reason, place: int, stretch: LateStretch, width: int) -> str:
    first, last = list(step_ends(reason))[place]
    top = HEAD + STEP * place
    long = max(LEAST_WIDTH, (last - first) * width)
    left = min(first * width, width - long)
    words = stretch_words(stretch)
    return (
        f"<g><title>{escape(f'{words}, {long_day(stretch.first_date)} to {long_day(stretch.last_date)}')}</title>"
        f"{_text(0, top + 11, shortened(words, int(width / LETTER)), INK)}"
        f'<rect x="0" y="{top + 16}" width="{width}" height="{BAR}" fill="{GRID}"/>'
        f'<rect x="{left:.1f}" y="{top + 16}" width="{long:.1f}" height="{BAR}" '
        f'fill="{CATEGORY_FILLS[stretch.category]}"/></g>'
    )


def _text(x: int, y: int, text: str, ink: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" fill="{ink}"{more}>{escape(text)}</text>'
