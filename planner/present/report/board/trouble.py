"""The contracts that stay without cover for a time, or that nobody can leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.calendar import ONE_DAY
from planner.plan.flagging.records import ContractFlag, Exposure, Flag, LostOption
from planner.present.report.board.act_lines import act_words
from planner.present.report.board.view import ReportView
from planner.present.wording import day_count, plain_day, sentence, short_money

MOST = 5


@dataclass(frozen=True, kw_only=True)
class TroubleLine:
    """A contract in trouble: its flag, who has it, what is wrong, and the next step."""

    flag: Flag
    contract: str
    owner: str
    what: str
    next_step: str


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """The gravest lines; `more` counts those that are not shown."""

    lines: tuple[TroubleLine, ...]
    more: int


def trouble_of(view: ReportView) -> Trouble:
    """Those without cover first, the gravest of them on top; then those without a way off."""
    found = [flag for flag in view.flags if flag.flag.gravity >= Flag.ACCEPTED.gravity]
    found.sort(key=lambda flag: (flag.flag is Flag.NO_ROUTE, -flag.flag.gravity, -flag.pounds, flag.contract))
    return Trouble(lines=tuple(_line(view, flag) for flag in found[:MOST]), more=max(0, len(found) - MOST))


def _line(view: ReportView, flag: ContractFlag) -> TroubleLine:
    return TroubleLine(
        flag=flag.flag,
        contract=flag.contract,
        owner=flag.owner,
        what="; ".join(_what(view, flag)),
        next_step=_next_step(view, flag),
    )


def _what(view: ReportView, flag: ContractFlag) -> Iterator[str]:
    if flag.flag is Flag.NO_ROUTE:
        yield f"needed until {plain_day(flag.needed_until_date)}, the end of the horizon"
    if flag.exposure is not None:
        yield _gap(view, flag.exposure)
    if flag.flag is Flag.NO_ROUTE:
        pounds = view.case.extension_pounds(flag.contract)
        yield f"{short_money(pounds, view.currency)} of extensions" if pounds else "no extension"
    elif flag.flag is Flag.ACCEPTED and flag.next_option is not None:
        option = flag.next_option
        yield f"{option.option} would cover it for {short_money(option.pounds, view.currency)}"
    elif flag.lost is not None:
        yield _lost(flag.lost)
    elif flag.flag is Flag.EXPOSED:
        yield "every right that can be used is used"


def _gap(view: ReportView, exposure: Exposure) -> str:
    until = plain_day(exposure.until_date - ONE_DAY)
    return f"{day_count(exposure.days)} without cover until {until}, {short_money(exposure.pounds, view.currency)}"


def _lost(lost: LostOption) -> str:
    since = "has lapsed" if lost.since_date is None else f"is too late since {plain_day(lost.since_date)}"
    return f"{lost.option}, which would have covered {day_count(lost.saved_days)}, {since}"


def _next_step(view: ReportView, flag: ContractFlag) -> str:
    acts = view.case.acts_by_contract.get(flag.contract, ())
    if not acts:
        return sentence(f"{flag.action.task} by {plain_day(flag.action.by_date)}")
    return sentence(f"{act_words(view, acts[0])}: act by {plain_day(acts[0].acting_date)}")
