"""Extension options: used in sequence, while available, together with their bundle, and known at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.chains.past_periods import is_past_period
from planner.domain.rules import Rule
from planner.plan.breaches.breach import Breach

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def option_chain(case: PlanCase) -> Iterator[Breach]:
    """Options used although one before them is not, and options used twice."""
    for cover in case.schedule.contracts.values():
        left_out: list[str] = []
        for link in cover.chain:
            if link.option.id not in case.plan.option_set:
                left_out.append(link.option.id)
            elif left_out:
                message = f"{link.option.id} of {cover.contract.id} is used, but {', '.join(left_out)} before it is not"
                yield _breach(Rule.OPTION_CHAIN, link.option.id, cover.contract.id, len(left_out), message)
    for id, count in Counter(case.plan.options).items():
        if count > 1:
            known = case.portfolio.link_by_option.get(id)
            contract = known.option.contract if known is not None else ""
            yield _breach(Rule.OPTION_CHAIN, id, contract, count - 1, f"{id} is used {count} times")


def option_available(case: PlanCase) -> Iterator[Breach]:
    """Options used that cannot be: unknown, lapsed, refused, too late to decide, beyond the maximum end."""
    for id in sorted(case.plan.option_set - case.portfolio.link_by_option.keys()):
        if not is_past_period(case.portfolio, id):
            yield _breach(Rule.OPTION_AVAILABLE, id, "", 1, f"{id} is used, but {_no_such(case, id)}")
    for cover in case.schedule.contracts.values():
        for link in cover.used:
            if link.unavailable_reason is not None:
                message = f"{link.option.id} of {cover.contract.id} is used, but {link.unavailable_reason}"
                yield _breach(Rule.OPTION_AVAILABLE, link.option.id, cover.contract.id, 1, message)


def bundle(case: PlanCase) -> Iterator[Breach]:
    """Bundles of which a plan uses some options and leaves others out; the amount is the number left out."""
    for name, options in case.portfolio.options_by_bundle.items():
        left_out = [option.id for option in options if option.id not in case.plan.option_set]
        used = [option.id for option in options if option.id in case.plan.option_set]
        if used and left_out:
            verb = "is" if len(used) == 1 else "are"
            message = f"{', '.join(used)} of bundle {name} {verb} used, but {', '.join(left_out)} of it not"
            subjects = (*used, *left_out, name)
            yield Breach(rule=Rule.BUNDLE, subjects=subjects, day=None, amount=len(left_out), message=message)


def _no_such(case: PlanCase, id: str) -> str:
    """Of an option that no chain holds: the contract goes on by itself, and has no use for it."""
    option = case.portfolio.option_by_id.get(id)
    return "the portfolio has no such option" if option is None else f"{option.contract} goes on by itself"


def _breach(rule: Rule, option: str, contract: str, amount: int, message: str) -> Breach:
    subjects = (option, contract) if contract else (option,)
    return Breach(rule=rule, subjects=subjects, day=None, amount=amount, message=message)
