"""Acts of the register as short lines: what, who, by when, at what price, and what if nobody acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.wording import day_count
from planner.plan.flagging.records import ContractFlag, StopNeeded
from planner.plan.register.records import Act, ActKind, ActState
from planner.present.report.board.answer import due_acts
from planner.present.report.board.view import ReportView
from planner.present.rule_words import not_needed, rule_words
from planner.present.wording import NOT_STATED, plain_day, sentence, short_money, shortened

MOST_DUE = 5
NEXT = 4
LONGEST_ID = 26
TO_BE_QUOTED = "to be quoted"


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """A line of the register as a board reads it.

    `id` is what `planner decide` calls it. `last_day` is blank where it is the day to act. `about` is the name of the
    contract. `assumed`: the day rests on figures that nobody stated. `state`: how far it is,
    blank where it is open. `rule`: what to look at on its day, and what that would say today; blank where nobody asked.
    `needless`: it buys an option whose rule says never.
    """

    id: str
    act_by: str
    last_day: str
    days_left: str
    late: bool
    what: str
    about: str
    who: str
    price: str
    otherwise: str
    assumed: bool
    state: str
    rule: str = ""
    needless: bool = False


@dataclass(frozen=True, kw_only=True)
class ActsDue:
    """The acts that are due, and the next ones; `more_due` and `in_all` count those that are not shown."""

    due: tuple[ActLine, ...]
    more_due: int
    following: tuple[ActLine, ...]
    in_all: int

    @property
    def any_assumed(self) -> bool:
        """Whether a day among them rests on figures that nobody stated."""
        return any(line.assumed for line in (*self.due, *self.following))


def acts_due(view: ReportView) -> ActsDue:
    """The first acts of the register, in its order."""
    due = due_acts(view)
    later = [act for act in view.acts if act not in due][:NEXT]
    return ActsDue(
        due=act_lines(view, due[:MOST_DUE]),
        more_due=max(0, len(due) - MOST_DUE),
        following=act_lines(view, later),
        in_all=len(view.acts),
    )


def act_lines(view: ReportView, acts: Sequence[Act]) -> tuple[ActLine, ...]:
    """The lines of these acts."""
    return tuple(_line(view, act) for act in acts)


def _line(view: ReportView, act: Act) -> ActLine:
    contract = view.portfolio.contract_by_id.get(act.contract or "")
    return ActLine(
        id=act.id,
        act_by=plain_day(act.acting_date),
        last_day="" if act.last_date == act.acting_date else plain_day(act.last_date),
        days_left="late" if act.late else f"{act.days_left:,}",
        late=act.late,
        what=sentence(act_words(view, act)),
        about=contract.name if contract is not None else "",
        who=act.owner,
        price=_price(view, act),
        otherwise=_otherwise(view, act),
        assumed=bool(act.assumed),
        state=_state(act),
        rule=rule_words(act.rule) if act.rule is not None else "",
        needless=act.act is ActKind.BUY and not_needed(act.rule) is not None,
    )


def _state(act: Act) -> str:
    """For instance `decided by the board on 3 Jul 2026`."""
    if act.state is ActState.OPEN:
        return ""
    by = f" by {act.decided_by}" if act.decided_by else ""
    return f"{act.state.value}{by}" + (f" on {plain_day(act.decided_date)}" if act.decided_date else "")


def act_words(view: ReportView, act: Act) -> str:
    """What is to be done, in a few words, for instance `extend X to 29 Sep 2027`."""
    contract = shortened(act.contract or "", LONGEST_ID)
    match act.act:
        case ActKind.BUY if act.option is not None:
            return f"extend {contract} to {plain_day(act.option.covers_until_date)}"
        case ActKind.SERVE_NOTICE if act.option is not None:
            return f"serve the notice that extends {contract} to {plain_day(act.option.covers_until_date)}"
        case ActKind.START_BRIDGE:
            exposure = _flag(view, act).exposure
            return f"bridge {contract} for {day_count(exposure.bridge.length_days)}" if exposure else act.what
        case ActKind.ACCEPT_EXPOSURE:
            exposure = _flag(view, act).exposure
            return f"accept {day_count(exposure.days)} of {contract} without cover" if exposure else act.what
        case ActKind.STOP:
            stop = _flag(view, act).stop
            return f"stop {contract} by the end of {plain_day(stop.ends_date)}" if stop else act.what
        case _:
            return act.what


def _flag(view: ReportView, act: Act) -> ContractFlag:
    return view.case.flag_by_contract[act.contract or act.subject]


def _price(view: ReportView, act: Act) -> str:
    if act.act is ActKind.START_BRIDGE:
        return TO_BE_QUOTED
    if act.act in (ActKind.STOP, ActKind.ANSWER, ActKind.ACCEPT_EXPOSURE):
        return NOT_STATED
    return short_money(act.pounds, view.currency)


def _otherwise(view: ReportView, act: Act) -> str:
    """What happens if nobody acts, in a few words."""
    if act.option is not None:
        then = act.option.consequence
        if not then.uncovered_days:
            return "nothing is uncovered"
        lost = {0: "", 1: "; later option lost"}.get(len(then.options_lost), "; later options lost")
        return f"{_bare(view, then.uncovered_days, then.exposure_pounds)}{lost}"
    if act.contract is None:
        return f"{act.why.partition(',')[0]}: it is planned as joining"
    flag = _flag(view, act)
    if act.act is ActKind.STOP and flag.stop is not None:
        return _goes_on(view, flag.stop)
    return _bare(view, flag.exposure.days, flag.exposure.pounds) if flag.exposure else act.if_nobody_acts


def _bare(view: ReportView, days: int, pounds: int) -> str:
    return f"{day_count(days)} without cover, {short_money(pounds, view.currency)}"


def _goes_on(view: ReportView, stop: StopNeeded) -> str:
    pounds = short_money(stop.pounds, view.currency)
    return (
        f"rolls on at {pounds} a day"
        if stop.until_date is None
        else f"renews to {plain_day(stop.until_date)}, {pounds}"
    )
