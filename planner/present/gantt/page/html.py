"""One self-contained HTML page of a chart: inline SVG, table twin, filters; it asks nothing of any other host."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from planner.domain.wording import calendar_day
from planner.plan.flagging.records import Flag
from planner.present.charts import palette
from planner.present.charts.ladder import ladder_svg
from planner.present.gantt.model import Gantt, MarkerKind, Row, RowKind
from planner.present.gantt.page.page_summary import PageExtras
from planner.present.gantt.page.view import (
    clusters_view,
    everyone_view,
    grid_view,
    link_records,
    status_x,
    ticks_view,
    years_view,
)
from planner.present.gantt.rows.row_flags import contracts_by_flag
from planner.present.gantt.rows.row_table import columns
from planner.present.gantt.words import short_date
from planner.present.wording import money, per_cent
from planner.writing.marks import HTML_MARK


def html_page(gantt: Gantt, extras: PageExtras | None = None) -> str:
    """The whole page as text. Every name of the input is escaped; only the style and the script are not."""
    environment = Environment(
        loader=PackageLoader("planner.present.gantt.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["money"] = lambda pounds: money(pounds, gantt.currency)
    environment.filters["css_text"] = css_text
    environment.filters["share"] = per_cent
    titles = columns(gantt)
    return environment.get_template("gantt.html").render(
        mark=Markup(HTML_MARK),
        gantt=gantt,
        extras=extras or PageExtras(),
        act_rows=_contract_places(gantt),
        palette=palette,
        decide_flag=Flag.DECIDE_NOW,
        rule_kind=MarkerKind.RULE,
        status_date=calendar_day(gantt.status_date),
        flag_counts=contracts_by_flag(gantt.rows),
        kinds=tuple(RowKind),
        clusters=clusters_view(gantt),
        everyone=everyone_view(gantt),
        ticks=ticks_view(gantt),
        years=years_view(gantt),
        grid=grid_view(gantt),
        status_x=status_x(gantt),
        status_short=short_date(gantt, 0),
        columns=titles,
        table=[[column.cell(gantt, row) for column in titles] for row in gantt.rows],
        cluster_choices=_choices(gantt.cluster_names, (id for row in gantt.rows for id in row.place.clusters)),
        department_choices=_choices(gantt.department_names, (id for row in gantt.rows for id in row.place.departments)),
        details=Markup(json_in_script(details_of(gantt))),
        links=Markup(json_in_script(link_records(gantt))),
        span_days=gantt.until_day - gantt.from_day,
    )


def _contract_places(gantt: Gantt) -> Mapping[str, int]:
    """The place in the chart of every contract, by its id."""
    return {row.id: place for place, row in enumerate(gantt.rows) if row.kind is RowKind.CONTRACT}


def css_text(text: str) -> Markup:
    """A text as a string of a style sheet, in which no character but letters, digits and spaces stands as it is."""
    safe = (one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):06x} " for one in text)
    return Markup('"' + "".join(safe) + '"')


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a filter offers: ids with names, and the number by which rows refer to an id."""

    names: tuple[tuple[str, str], ...]
    index: Mapping[str, int]


def _choices(names: Sequence[tuple[str, str]], used: Iterable[str]) -> Choices:
    """What occurs in the chart, in the order of the portfolio."""
    occurring = frozenset(used)
    kept = tuple((id, name) for id, name in names if id in occurring)
    return Choices(names=kept, index={id: position for position, (id, _) in enumerate(kept)})


def json_in_script(value: object) -> str:
    """A value as JSON that is safe to stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def details_of(gantt: Gantt) -> list[dict[str, object]]:
    """What the panel adds to each row, in the order of the rows."""
    return [_details(row) for row in gantt.rows]


def _details(row: Row) -> dict[str, object]:
    """Short keys, for the size of the page: action and facts, the sentences why with their records, and the ladder.

    The table twin holds the rest.
    """
    told: dict[str, object] = {"a": row.flag.action, "t": [[fact.label, fact.text] for fact in row.facts]}
    if row.why is not None:
        told["w"] = [[said.text, ", ".join(said.records)] for said in row.why.sentences]
        told["l"] = ladder_svg(row.why)
    return told
