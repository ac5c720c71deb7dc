"""The report as one self-contained HTML page; it asks nothing of any other host and needs no script."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from planner.plan.flagging.records import Flag
from planner.present.charts import palette
from planner.present.gantt.page.html import css_text
from planner.present.report.board.answer import DUE_DAYS
from planner.present.report.board.board import board_of
from planner.present.report.board.ranges import Expected
from planner.present.report.board.view import ReportView
from planner.present.report.changes.words import Changes
from planner.present.report.page.provenance import footer_of, footnote_of
from planner.present.report.parts.section import Section
from planner.present.wording import long_day, money, printable, shortened
from planner.writing.marks import HTML_MARK


def report_page(
    view: ReportView, changes: Changes, sections: tuple[Section, ...] = (), ranges: Expected | None = None
) -> str:
    """The whole page as text. Every text of the input is escaped, and characters that steer a reader are replaced."""
    portfolio = view.portfolio
    return (
        _environment(view.currency)
        .get_template("report.html")
        .render(
            mark=Markup(HTML_MARK),
            board=board_of(view, ranges),
            changes=changes,
            sections=sections,
            view=view,
            marking=portfolio.marking or "",
            position=f"position at {long_day(portfolio.status_date)}",
            footer=footer_of(view),
            footnote=footnote_of(view),
            due_days=DUE_DAYS,
            palette=palette,
            exposed_fill=palette.FLAG_STYLES[Flag.EXPOSED].fill,
            letters={flag: style.letter for flag, style in palette.FLAG_STYLES.items()},
            currency_words=f"Whole units of {view.currency}",
        )
    )


def _environment(currency: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("planner.present.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finished,
    )
    environment.filters["money"] = lambda pounds: money(pounds, currency)
    environment.filters["number"] = lambda amount: f"{amount:,}".replace("-", "−")
    environment.filters["clip"] = shortened
    environment.filters["css_text"] = css_text
    return environment


def _finished(value: object) -> object:
    """What stands on the page: a text of the input without control characters; markup of ours as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
