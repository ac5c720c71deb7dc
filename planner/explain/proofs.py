"""What is proved about the day a contract should be off by, and what each proof rests on."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.routes import releasing_migrations
from planner.explain.levers.clearing import Clearing
from planner.explain.records import Certificate, Explanation
from planner.explain.waits import Waits
from planner.plan.plan_case import PlanCase

RESTS_ON = {
    Certificate.CLEAR: "the plan keeps all rules, and has the contract off by the day",
    Certificate.ALONE: "its feeders with nobody else there, in any mode, are too late; two configurations agree",
    Certificate.COMPETITION: "their feeders with nobody else there, in any mode, cannot do it; two configurations agree",
    Certificate.PRICE: "a plan with the contract off by the day, and the bound of a search for the cheapest one",
}
"""In words, by certificate."""
NO_ROUTE = "somebody who needs the contract has no way off it, so that no plan releases it"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One certificate of a contract.

    `contracts`: whom it is about; of `competition` all that cannot be in time together. `feeders`: the moves that the proof
    looks at, of `clear` and `price` none. `late_days`: of `alone`, so many at least, whatever the plan. `from_pounds` and
    `until_pounds`: of `price`, what it costs at least and at most more than the best possible plan. The latter is None
    where no bound of today's plan is known.
    """

    certificate: Certificate
    contracts: tuple[str, ...]
    rests_on: str
    feeders: tuple[str, ...] = ()
    late_days: int | None = None
    from_pounds: int | None = None
    until_pounds: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the price is proved on both sides."""
        return self.from_pounds is not None and self.from_pounds == self.until_pounds


def proof_of(case: PlanCase, found: Explanation, clearing: Clearing | None = None) -> Proof | None:
    """The strongest certificate of a contract: clear, alone, competition, then price; None where nothing is proved.

    The last two are known only where it was asked what would clear the contract.
    """
    if found.certificate is Certificate.CLEAR:
        return _proof(found, Certificate.CLEAR)
    if found.certificate is Certificate.ALONE:
        return _alone(found)
    if clearing is None:
        return None
    return _competition(case, clearing) or _price(case, found, clearing)


def _proof(found: Explanation, certificate: Certificate) -> Proof:
    return Proof(certificate=certificate, contracts=(found.contract,), rests_on=RESTS_ON[certificate])


def _alone(found: Explanation) -> Proof:
    if found.days is None:
        return Proof(
            certificate=Certificate.ALONE, contracts=(found.contract,), rests_on=NO_ROUTE, late_days=found.late_days
        )
    return Proof(
        certificate=Certificate.ALONE,
        contracts=(found.contract,),
        rests_on=RESTS_ON[Certificate.ALONE],
        feeders=found.feeders,
        late_days=min(found.late_days, found.days.alone_any_mode.bound_day - found.off_by_day),
    )


def _competition(case: PlanCase, clearing: Clearing) -> Proof | None:
    if clearing.cannot_all is None:
        return None
    return Proof(
        certificate=Certificate.COMPETITION,
        contracts=clearing.cannot_all,
        rests_on=RESTS_ON[Certificate.COMPETITION],
        feeders=_feeders(case, clearing.cannot_all),
    )


def _feeders(case: PlanCase, contracts: tuple[str, ...]) -> tuple[str, ...]:
    by_id = case.portfolio.contract_by_id
    moves = (move.id for id in contracts for move in releasing_migrations(case.portfolio, by_id[id]))
    return Waits.of(case.portfolio).feeders(tuple(dict.fromkeys(moves)))


def _price(case: PlanCase, found: Explanation, clearing: Clearing) -> Proof | None:
    chosen = clearing.priority
    if chosen is None or chosen.witness is None:
        return None
    bound = case.outcome.bound_pounds if case.outcome is not None else None
    return Proof(
        certificate=Certificate.PRICE,
        contracts=(found.contract,),
        rests_on=RESTS_ON[Certificate.PRICE],
        from_pounds=chosen.at_least_pounds,
        until_pounds=None if bound is None else chosen.witness.pounds - bound,
    )
