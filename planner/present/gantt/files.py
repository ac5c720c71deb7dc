"""Writes a chart to a file whose suffix says the format; the file is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from planner.errors import MissingExtraError, SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.gantt.bar_tables import csv_text, json_text
from planner.present.gantt.baseline import Baseline
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt
from planner.present.gantt.page.html import html_page
from planner.present.gantt.page.page_summary import PageExtras, page_extras
from planner.present.gantt.selection import select
from planner.writing import write_file


def write_gantt(
    case: PlanCase,
    path: str | os.PathLike[str],
    *,
    clusters: Sequence[str] = (),
    departments: Sequence[str] = (),
    flags: Sequence[str] = (),
    baseline: Baseline | None = None,
) -> Path:
    """Write the chart of a plan as `.html`, `.svg`, `.png`, `.pdf`, `.csv` or `.json`, and give back the path.

    Clusters and departments are ids, flags their names; empty means all. The page tells the costs and acts of the whole
    plan whatever is selected, and where the case has an outcome its status, bound and gap. With a baseline each row also
    tells where it stood in that plan. Raises SettingsError for another suffix or an unknown name, MissingExtraError where
    matplotlib is needed and missing.
    """
    content = gantt_content(case, path, clusters=clusters, departments=departments, flags=flags, baseline=baseline)
    write_file(Path(path), content)
    return Path(path)


def gantt_content(
    case: PlanCase,
    path: str | os.PathLike[str],
    *,
    clusters: Sequence[str] = (),
    departments: Sequence[str] = (),
    flags: Sequence[str] = (),
    baseline: Baseline | None = None,
) -> bytes:
    """What `write_gantt` writes to a file of this name."""
    name = Path(path).name
    writer = WRITERS.get(Path(path).suffix.lower())
    if writer is None:
        raise SettingsError(f"cannot write a chart to {name!r}; end the name in one of {', '.join(WRITERS)}")
    gantt = select(bars(case, baseline), clusters=clusters, departments=departments, flags=flags)
    return writer(gantt, page_extras(case))


def _html(gantt: Gantt, extras: PageExtras) -> bytes:
    return html_page(gantt, extras).encode()


def _csv(gantt: Gantt, extras: PageExtras) -> bytes:
    return csv_text(gantt).encode()


def _json(gantt: Gantt, extras: PageExtras) -> bytes:
    return json_text(gantt).encode()


def _printed(suffix: str) -> Callable[[Gantt, PageExtras], bytes]:
    def write(gantt: Gantt, extras: PageExtras) -> bytes:
        try:
            from planner.present.gantt.printed.static_files import printed
        except ModuleNotFoundError as missing:
            if (missing.name or "").partition(".")[0] != "matplotlib":
                raise
            raise MissingExtraError("matplotlib", "viz") from missing
        return printed(gantt, suffix)

    return write


WRITERS: Mapping[str, Callable[[Gantt, PageExtras], bytes]] = MappingProxyType(
    {
        ".html": _html,
        ".svg": _printed("svg"),
        ".png": _printed("png"),
        ".pdf": _printed("pdf"),
        ".csv": _csv,
        ".json": _json,
    }
)
"""What writes each format, by suffix."""
