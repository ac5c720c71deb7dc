"""The head of the board page and the answer in three sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from planner.domain.provenance import Basis
from planner.domain.rules import Term
from planner.plan.flagging.records import Flag
from planner.plan.ledger import pounds_of
from planner.plan.register.records import Act
from planner.present.report.assumptions import records
from planner.present.report.board.runs import Sentence, said, strong
from planner.present.report.board.view import ReportView
from planner.present.wording import counted, long_day, number_word, sentence, short_money, shortened, whole_per_cent

LONGEST_TITLE = 90
DUE_DAYS = 90
"""Acts within so many days from the status date are due."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Whose position it is, and what the report is about in one line."""

    title: str
    context: str


def head_of(view: ReportView) -> Head:
    """The head of the page."""
    return Head(
        title=f"{shortened(view.title, LONGEST_TITLE)}: contract expiry position", context=" · ".join(_context(view))
    )


def _context(view: ReportView) -> Iterator[str]:
    portfolio = view.portfolio
    yield f"Position at {long_day(portfolio.status_date)}"
    contracts = counted(len(view.covers), "contract")
    departments = counted(len(view.department_flags), "department")
    yield f"{contracts} of {departments} and their bodies" if view.whole else f"{contracts} of its own and its bodies"
    clusters = counted(len({move.migration.cluster for move in view.moves}), "cluster")
    yield f"{counted(len(view.moves), 'migration')} into {clusters}"
    yield _assumed_words(view)
    if not view.whole:
        yield f"part of {portfolio.name}"


def _assumed_words(view: ReportView) -> str:
    held = [record for record in records(view.portfolio) if view.whole or view.has(record)]
    share = sum(record.provenance.basis is Basis.ASSUMED for record in held) / max(1, len(held))
    if share > 0.5:
        return "mostly assumed figures"
    return f"{whole_per_cent(share)} of the rows rest on assumed figures" if share else "no assumed figures"


def answer_of(view: ReportView) -> tuple[Sentence, ...]:
    """What happens if nobody acts, what the plan makes of that, and what is due."""
    return (_if_nobody_acts(view), _brings_down(view), _due(view))


def _if_nobody_acts(view: ReportView) -> Sentence:
    exposures = [charge for charge in view.charges_if_nobody_acts if charge.term is Term.EXPOSURE]
    who = "departments" if view.whole else "it"
    if not exposures:
        return said("If nobody acts, no contract is without cover while it is needed. ")
    first, last = (
        view.date_of(day).year for day in (min(c.from_day for c in exposures), max(c.until_day - 1 for c in exposures))
    )
    when = f"in {first}" if first == last else f"between {first} and {last}"
    pounds = strong(short_money(pounds_of(exposures), view.currency))
    return said(f"If nobody acts, {who} will be without cover at an exposure of ", pounds, f" {when}. ")


def _brings_down(view: ReportView) -> Sentence:
    """What exposure the plan leaves, and what it extends for that."""
    left = strong(short_money(exposure_pounds(view), view.currency))
    extended = [flag for flag in view.flags if flag.flag is not Flag.NO_ROUTE and flag.options]
    if not extended:
        return said("The plan leaves ", left, " of exposure, and needs no extension. ")
    contracts = counted(len(extended), "contract")
    price = strong(short_money(sum(flag.extension_pounds for flag in extended), view.currency))
    return said("This plan leaves ", left, f" of exposure, by extending {contracts} for ", price, ". ")


def exposure_pounds(view: ReportView) -> int:
    """The exposure under the plan of the contracts that have a way off."""
    return pounds_of(charge for charge in view.charges if charge.term is Term.EXPOSURE)


def due_acts(view: ReportView) -> tuple[Act, ...]:
    """The acts that are late or due within ninety days."""
    return tuple(act for act in view.acts if act.days_left <= DUE_DAYS)


def _due(view: ReportView) -> Sentence:
    due = due_acts(view)
    late = sum(act.late for act in due)
    until = long_day(view.portfolio.status_date + timedelta(days=DUE_DAYS))
    if not due:
        return said(strong("No act is due"), f" by {until}", *_first_act(view), ".")
    acts = "act falls" if len(due) == 1 else "acts fall"
    what = f"{sentence(number_word(len(due)))} {acts} due by {until}"
    return said(strong(what), f"; {_late_words(late)}.")


def _first_act(view: ReportView) -> tuple[str, ...]:
    return (f"; the first is due by {long_day(view.acts[0].acting_date)}",) if view.acts else ()


def _late_words(late: int) -> str:
    if not late:
        return "none is late yet"
    return f"{number_word(late)} is already late" if late == 1 else f"{number_word(late)} are already late"
