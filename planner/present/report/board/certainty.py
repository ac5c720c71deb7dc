"""How sure the answer is: cost and bound, assumed figures, and who has not decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.organisations import Commitment
from planner.domain.policy import UndecidedPolicy
from planner.domain.provenance import Basis, Record
from planner.plan.outcome import Status
from planner.present.report.board.view import ReportView
from planner.present.rule_words import basis_of
from planner.present.wording import counted, listed, number_word, per_cent, sentence, short_money

NAMED = 6
BOTH = 2


def certainty_of(view: ReportView) -> str:
    """Two to four sentences."""
    return " ".join((_proof(view), *_futures(view), *_assumed(view), *_undecided(view)))


def _futures(view: ReportView) -> Iterator[str]:
    """What the plan costs over sampled futures, and what that rests on; nothing where risk has not been run."""
    found = view.case.sureness
    if found is None or not found.contracts:
        return
    if found.cost is None:
        yield f"How likely its dates are rests on {basis_of(found)}."
        return
    mean, p80 = short_money(round(found.cost.mean), view.currency), short_money(round(found.cost.p80), view.currency)
    yield f"Over all sampled futures it costs {mean} on average, and {p80} or less in eight of ten ({basis_of(found)})."


def _proof(view: ReportView) -> str:
    outcome, case = view.case.outcome, view.case
    if not view.whole:
        gap = per_cent(outcome.gap) if outcome is not None and outcome.gap is not None else None
        least = f"is proved to be at most {gap} above the least cost" if gap else "has no proved bound"
        return f"The plan of the whole portfolio {least}."
    cost = f"The plan costs {short_money(case.pounds, view.currency)}"
    if outcome is None or outcome.bound_pounds is None:
        return f"{cost}; how far that is from the least possible is not known, because it was not solved for."
    if outcome.status is Status.OPTIMAL:
        return f"{cost}, and it is proved that no plan costs less."
    bound = short_money(outcome.bound_pounds, view.currency)
    return (
        f"{cost}; no plan can cost less than {bound} (proved), so at most {per_cent(outcome.gap)} of what a plan can "
        "change is left to find."
    )


def _assumed(view: ReportView) -> Iterator[str]:
    portfolio = view.portfolio
    options = [option for option in portfolio.options if option.contract in view.contracts]
    milestones = [one for one in portfolio.milestones if view.whole or one.cluster in {c.id for c in view.clusters}]
    contracts = [cover.contract for cover in view.covers]
    parts = (("contract", contracts), ("option", options), ("milestone", milestones))
    texts = [_of_them(noun, held) for noun, held in parts if held]
    if texts:
        yield f"{sentence(listed(texts))} rest on assumed figures."


def _of_them(noun: str, held: Sequence[Record]) -> str:
    assumed = sum(record.provenance.basis is Basis.ASSUMED for record in held)
    if assumed == len(held) > 1:
        return f"both {noun}s" if len(held) == BOTH else f"all {len(held):,} {noun}s"
    return f"{assumed or 'none'} of {counted(len(held), noun)}"


def _undecided(view: ReportView) -> Iterator[str]:
    portfolio = view.portfolio
    names = [
        organisation.name
        for organisation in portfolio.organisations
        if organisation.id in view.organisations and organisation.commitment is Commitment.UNDECIDED
    ]
    if names:
        shown = names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]
        how = "joining" if portfolio.policy.undecided is UndecidedPolicy.JOIN else "staying"
        many = "organisation has" if len(names) == 1 else "organisations have"
        are = "is" if len(names) == 1 else "are"
        yield f"{sentence(number_word(len(names)))} {many} not decided to join ({listed(shown)}) and {are} planned as {how}."
