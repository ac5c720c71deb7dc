"""The days of a plan that belong into a calendar: acts, rules, last days for notice, last days in force, cutovers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import NAMESPACE_OID, UUID, uuid5

from planner.domain.calendar import ONE_DAY
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.plan.register.settled import SettledAct
from planner.plan.schedule import ContractCover, ScheduledMigration
from planner.present.exchange.act_lines import act_lines, notice_lines, state_line
from planner.present.rule_words import rules_without_act
from planner.present.wording import calendar_day, day_count

NAMESPACE = uuid5(NAMESPACE_OID, "planner calendar")
HOURS_FROM_NINE = 15
"""Hours from nine o'clock to the midnight at which a whole day begins."""


class EntryKind(StrEnum):
    """What the day is about; people see it as the category."""

    DECIDE = "decide"
    NOTICE = "notice"
    END = "last day in force"
    CUTOVER = "cutover"
    RULE = "rule of an option"
    DECIDED = "decided"


ALARM_DAYS: dict[EntryKind, tuple[int, ...]] = {
    EntryKind.DECIDE: (27, 6),
    EntryKind.NOTICE: (13, 1),
    EntryKind.END: (),
    EntryKind.CUTOVER: (6,),
    EntryKind.RULE: (27, 6),
    EntryKind.DECIDED: (),
}
"""How many days and 15 hours before the midnight of the day: 27 is nine o'clock, 28 days before. Outlook keeps one alone."""

NOTICE_OF = MappingProxyType({ActKind.BUY: "notice of an option", ActKind.STOP: "notice of a stop"})
"""The acts that a notice follows on, and what the ids of their notices are made of."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A whole day of the calendar.

    `text` is what people read under the summary; it counts no days from the status date, so that it changes only where the
    plan does. `id` stays the same from plan to plan.
    """

    id: UUID
    kind: EntryKind
    day: date
    summary: str
    text: tuple[str, ...]

    @property
    def alarms(self) -> tuple[timedelta, ...]:
        """When to remind, counted from the midnight at which the day begins; the weightiest first."""
        return tuple(timedelta(days=-days, hours=-HOURS_FROM_NINE) for days in ALARM_DAYS[self.kind])


def entries_of(case: PlanCase) -> tuple[Entry, ...]:
    """Every entry, by its day."""
    found = (*_acts(case), *_rules(case), *_settled(case), *_notices(case), *_ends(case), *_cutovers(case))
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.id)))


def entry_id(portfolio: str, kind: str, record: str) -> UUID:
    """The same for the same record of a portfolio of that name, whatever the plan."""
    return uuid5(NAMESPACE, json.dumps([portfolio, kind, record]))


def _acts(case: PlanCase) -> Iterator[Entry]:
    for act in case.acts:
        yield Entry(
            id=_id_of(case, act),
            kind=EntryKind.NOTICE if act.act is ActKind.SERVE_NOTICE else EntryKind.DECIDE,
            day=act.acting_date,
            summary=f"{act.act.value.capitalize()}: {act.subject}{_contract_name(case, act)}",
            text=act_lines(case, act),
        )


def _rules(case: PlanCase) -> Iterator[Entry]:
    """The day on which to look at an option that no act asks for."""
    for rule in rules_without_act(case):
        yield Entry(
            id=entry_id(case.portfolio.name, EntryKind.RULE.value, rule.option),
            kind=EntryKind.RULE,
            day=rule.acting_date,
            summary=f"Look: {rule.option} ({case.portfolio.contract_by_id[rule.contract].name})",
            text=(rule.sentence, "The plan does without this option."),
        )


def _settled(case: PlanCase) -> Iterator[Entry]:
    """What is decided, on the day it was, in the place of the entry that asked for it, unless that still does."""
    asked = {_id_of(case, act) for act in case.acts}
    for act in case.settled:
        if act.decided_date is not None and _id_of(case, act) not in asked:
            yield Entry(
                id=_id_of(case, act),
                kind=EntryKind.DECIDED,
                day=act.decided_date,
                summary=f"Decided: {act.act.value}, {act.subject}{_contract_name(case, act)}",
                text=(f"{act.what[:1].upper()}{act.what[1:]}.", f"Who: {act.owner}.", state_line(act)),
            )


def _id_of(case: PlanCase, act: Act | SettledAct) -> UUID:
    return entry_id(case.portfolio.name, _id_kind(act), act.subject)


def _id_kind(act: Act | SettledAct) -> str:
    """Once an option is approved, its notice stays the entry that it was."""
    return NOTICE_OF[ActKind.BUY] if act.act is ActKind.SERVE_NOTICE else act.act.value


def _notices(case: PlanCase) -> Iterator[Entry]:
    """The last day for notice behind each approval; of an approved option it is the act itself."""
    for act in case.acts:
        if act.act not in NOTICE_OF or act.notice_acting_date is None:
            continue
        yield Entry(
            id=entry_id(case.portfolio.name, NOTICE_OF[act.act], act.subject),
            kind=EntryKind.NOTICE,
            day=act.notice_acting_date,
            summary=f"Last day for notice: {act.subject}{_contract_name(case, act)}",
            text=notice_lines(case, act),
        )


def _ends(case: PlanCase) -> Iterator[Entry]:
    for id, cover in case.schedule.contracts.items():
        yield Entry(
            id=entry_id(case.portfolio.name, EntryKind.END.value, id),
            kind=EntryKind.END,
            day=case.portfolio.date_of(cover.covered_until_day) - ONE_DAY,
            summary=f"Last day in force: {id} ({cover.contract.name})",
            text=tuple(_of_end(case, cover)),
        )


def _of_end(case: PlanCase, cover: ContractCover) -> Iterator[str]:
    flag = case.flag_by_contract[cover.contract.id]
    used = ", ".join(link.option.id for link in cover.used) or "none"
    yield f"Options in the plan: {used}."
    yield f"Needed until {calendar_day(case.portfolio.date_of(cover.needed_until_day) - ONE_DAY)}."
    if cover.uncovered_days:
        yield f"Uncovered for {day_count(cover.uncovered_days)}."
    yield f"Flag: {flag.flag.value}."


def _cutovers(case: PlanCase) -> Iterator[Entry]:
    for id, entry in case.schedule.migrations.items():
        organisation = case.portfolio.organisation_by_id[entry.migration.organisation].name
        yield Entry(
            id=entry_id(case.portfolio.name, EntryKind.CUTOVER.value, id),
            kind=EntryKind.CUTOVER,
            day=case.portfolio.date_of(entry.cutover_day),
            summary=f"Cutover: {id} ({organisation})",
            text=tuple(_of_cutover(case, entry)),
        )


def _of_cutover(case: PlanCase, entry: ScheduledMigration) -> Iterator[str]:
    portfolio = case.portfolio
    yield f"To {portfolio.cluster_by_id[entry.migration.cluster].name}, in the mode {entry.mode.id}."
    yield f"Starts on {calendar_day(portfolio.date_of(entry.start_day))}."
    if entry.migration.releases:
        until = calendar_day(portfolio.date_of(entry.legacy_until_day) - ONE_DAY)
        yield f"Releases {', '.join(entry.migration.releases)}, needed until {until}."


def _contract_name(case: PlanCase, act: Act | SettledAct) -> str:
    return f" ({case.portfolio.contract_by_id[act.contract].name})" if act.contract is not None else ""
