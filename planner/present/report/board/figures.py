"""The three numbers of the board page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.calendar import ONE_DAY
from planner.domain.rules import Term
from planner.plan.flagging.records import ContractFlag, Flag
from planner.plan.ledger import pounds_of
from planner.plan.measures import idle_days_bought
from planner.present.report.board.answer import exposure_pounds
from planner.present.report.board.ranges import Expected
from planner.present.report.board.view import ReportView
from planner.present.wording import counted, day_count, listed, long_day, short_money, shortened

NAMED = 3
"""So many contracts are named; the others are counted."""
LONGEST_ID = 24
NOT_MEASURED = "Range: not measured, risk has not been run."
"""What stands for the interval of a number until risk is run."""
OF_ALL = "Range: measured for the whole plan alone."
"""What stands for that of a number which a risk does not tell by contract, where one department is told."""
SAME = "The same in every future."


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its title, what is behind it, and how far it can be off."""

    title: str
    value: str
    note: str
    interval: str = NOT_MEASURED


def figures_of(view: ReportView, ranges: Expected | None = None) -> tuple[Figure, Figure, Figure]:
    """Without cover, to commit, and without a way off; with the intervals of a risk that was run."""
    bare, commit, kept = _without_cover(view), _to_commit(view), _no_route(view)
    if ranges is None:
        return bare, commit, kept
    leaving = [cover.contract.id for cover in view.covers if not cover.no_route]
    return (
        replace(bare, interval=ranges.exposure(leaving, view.currency)),
        replace(commit, interval=ranges.extensions(view.currency) if view.whole else OF_ALL),
        replace(kept, interval=SAME),
    )


def _without_cover(view: ReportView) -> Figure:
    bare = [cover for cover in view.covers if cover.uncovered_days and not cover.no_route]
    bare.sort(key=lambda cover: -cover.uncovered_days)
    days = sum(cover.uncovered_days for cover in bare)
    value = f"{day_count(days)}, {short_money(exposure_pounds(view), view.currency)}" if bare else "0 days"
    named = [f"{shortened(cover.contract.id, LONGEST_ID)} {day_count(cover.uncovered_days)}" for cover in bare]
    note = (
        f"{counted(len(bare), 'contract')}: {_some(named)}."
        if bare
        else "Every contract is covered while it is needed."
    )
    return Figure(title="Without cover under the plan", value=value, note=note)


def _to_commit(view: ReportView) -> Figure:
    leaving = [flag for flag in view.flags if flag.flag is not Flag.NO_ROUTE]
    pounds = sum(flag.extension_pounds for flag in leaving)
    return Figure(
        title="Extensions to commit",
        value=short_money(pounds, view.currency),
        note=" ".join(_commit_notes(view, leaving, pounds)),
    )


def _commit_notes(view: ReportView, leaving: Sequence[ContractFlag], pounds: int) -> Iterator[str]:
    options = [option for flag in leaving for option in flag.options]
    open_options = sum(not option.by_itself for option in options)
    with_all = sum(flag.extension_pounds for flag in view.flags)
    text = f"{counted(open_options, 'option')} still to be decided"
    if by_itself := len(options) - open_options:
        text += f", {counted(by_itself, 'period')} by {'itself' if by_itself == 1 else 'themselves'}"
    if with_all != pounds:
        text += f", {short_money(with_all, view.currency)} with those of contracts that cannot be left"
    yield f"{text}."
    yield f"Idle cover bought: {day_count(sum(idle_days_bought(cover) for cover in view.covers))}."


def _no_route(view: ReportView) -> Figure:
    kept = [flag for flag in view.flags if flag.flag is Flag.NO_ROUTE]
    pounds = pounds_of(charge for charge in view.charges if charge.term is Term.NO_ROUTE)
    value = f"{len(kept)}, {short_money(pounds, view.currency)}" if kept else "0"
    return Figure(title="Contracts nobody can leave", value=value, note=_kept_note(view, kept))


def _kept_note(view: ReportView, kept: Sequence[ContractFlag]) -> str:
    if not kept:
        return "Every contract has a way off."
    until = long_day(view.portfolio.horizon_date - ONE_DAY)
    named = [shortened(flag.contract, LONGEST_ID) for flag in sorted(kept, key=lambda flag: -flag.pounds)]
    return f"{_some(named)}, needed until {until}, when the planning horizon ends."


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - NAMED
    return listed(texts) if more <= 0 else f"{', '.join(texts[:NAMED])} and {more} more"
