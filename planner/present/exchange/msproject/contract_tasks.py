"""The tasks of a contract: its days in force, its extensions with their prices, its acts, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from planner.domain.calendar import ONE_DAY
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.plan.schedule import ContractCover
from planner.present.exchange.act_lines import act_lines, notice_lines
from planner.present.exchange.msproject.days import CLOSES, closing, known, opening
from planner.present.exchange.msproject.notes import contract_notes, reason_of
from planner.present.exchange.msproject.task import Key, Task, Value, summary

CONTRACT, IN_FORCE, EXTENSION, DECIDE, NOTICE = "contract", "in force", "extension", "decide by", "notice by"
END, UNCOVERED = "last day in force", "uncovered days"


def contract_task(case: PlanCase, cover: ContractCover) -> Iterator[Task]:
    """A contract with its tasks; the days before the status date are left out."""
    contract, acts = cover.contract, case.acts_by_contract.get(cover.contract.id, ())
    last = case.portfolio.date_of(cover.covered_until_day) - ONE_DAY
    fields: dict[str, Value] = {
        "flag": case.flag_by_contract[contract.id].flag.value,
        "contract": contract.id,
        "basis": contract.provenance.basis.value,
        "expiry": known(case.portfolio.date_of(cover.expiry_day) - ONE_DAY),
        "in force until": known(last),
        "days to spare": cover.spare_days,
    }
    if acts:
        fields |= {"who decides": acts[0].owner, "decide by": known(acts[0].acting_date)}
    end = _day(Key(END, contract.id), f"{contract.id} last day in force", last, {"contract": contract.id})
    below = (*_in_force(case, cover), *_extensions(case, cover), *_acts(case, acts), end, *_uncovered(case, cover))
    yield from summary(
        Key(CONTRACT, contract.id),
        f"{contract.id} {contract.name}",
        below,
        fields=fields,
        notes=contract_notes(case, cover),
        source=contract.provenance.source,
    )


def _in_force(case: PlanCase, cover: ContractCover) -> Iterator[Task]:
    yield from _span(case, Key(IN_FORCE, cover.contract.id), IN_FORCE, 0, cover.expiry_day)


def _uncovered(case: PlanCase, cover: ContractCover) -> Iterator[Task]:
    from_day = max(0, cover.covered_until_day)
    yield from _span(case, Key(UNCOVERED, cover.contract.id), UNCOVERED, from_day, cover.needed_until_day)


def _span(case: PlanCase, key: Key, name: str, from_day: int, until_day: int) -> Iterator[Task]:
    """A task of the days `[from_day, until_day)`; nothing where there are none."""
    if from_day < until_day:
        start, finish = opening(case.portfolio, from_day), closing(case.portfolio, until_day)
        yield Task(key=key, name=name, start=start, finish=finish, days=_days(start, finish), every_day=True)


def _days(start: datetime, finish: datetime) -> int:
    """All days from the first to the last, both included."""
    return (finish.date() - start.date()).days + 1


def _extensions(case: PlanCase, cover: ContractCover) -> Iterator[Task]:
    for paid in cover.paid:
        option, start = paid.link.option, opening(case.portfolio, paid.from_day)
        finish = closing(case.portfolio, paid.until_day) if paid.from_day < paid.until_day else start
        yield Task(
            key=Key(EXTENSION, option.id),
            name=f"{option.kind.value} {option.id}",
            start=start,
            finish=finish,
            days=_days(start, finish) if start < finish else 0,
            every_day=True,
            pounds=paid.pounds,
            fields={"contract": cover.contract.id, "option": option.id, "basis": option.provenance.basis.value},
            notes=reason_of(option.provenance),
            source=option.provenance.source,
        )


def _acts(case: PlanCase, acts: tuple[Act, ...]) -> Iterator[Task]:
    """Two days for an approval with a notice behind it, one for any other act: the days to act, not the last days."""
    for act in acts:
        name, fields = f"{act.act.value} {act.subject}", _of_act(act)
        kind = NOTICE if act.act is ActKind.SERVE_NOTICE else DECIDE
        yield _day(Key(kind, act.id), f"{name}: {kind}", act.acting_date, fields, act_lines(case, act))
        if kind == DECIDE and act.notice_acting_date is not None:
            said = notice_lines(case, act)
            yield _day(Key(NOTICE, act.id), f"{name}: {NOTICE}", act.notice_acting_date, fields, said)


def _of_act(act: Act) -> dict[str, Value]:
    fields: dict[str, Value] = {"who decides": act.owner, "basis": act.basis.value, "decide by": known(act.acting_date)}
    option: dict[str, Value] = {"option": act.subject} if act.option is not None else {}
    contract: dict[str, Value] = {"contract": act.contract} if act.contract is not None else {}
    return fields | option | contract


def _day(key: Key, name: str, day: date, fields: dict[str, Value], notes: tuple[str, ...] = ()) -> Task:
    moment = datetime.combine(known(day), CLOSES)
    return Task(key=key, name=name, start=moment, finish=moment, every_day=True, fields=fields, notes=notes)
