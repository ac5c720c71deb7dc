"""What comes of a plan if nobody acts: its cutovers stay, and no act of the register is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.ledger import Charge, contract_charges, pounds_of
from planner.plan.schedule import ContractCover, PaidOption, Schedule, paid_options
from planner.plan.unserved import unserved_options

IF_NOBODY_ACTS = "exposure if nobody acts"
"""The name of the pounds of exposure if nobody acts, among the measures of a plan."""


@dataclass(frozen=True, kw_only=True)
class IfNobodyActs:
    """The contracts under the cutovers of a plan where nobody takes an act of its register.

    Only options that are exercised are in force: one that is approved stays unused, since nobody serves its notice. A
    contract that goes on by itself does so until its maximum end or the horizon, and every period costs its price. `covers`
    and `charges` are those of all contracts; contracts that nobody can leave stand in no other sum than `no_route_pounds`.
    """

    covers: Mapping[str, ContractCover]
    charges: tuple[Charge, ...]

    @property
    def exposure_pounds(self) -> int:
        """The price of the days without cover."""
        return self._pounds(Term.EXPOSURE)

    @property
    def extension_pounds(self) -> int:
        """The price of what is exercised, and of every period for which a contract goes on by itself."""
        return self._pounds(Term.EXTENSIONS)

    @property
    def renewal_pounds(self) -> int:
        """The part of the extensions that comes by itself."""
        return sum(self.renewal_pounds_of(id) for id, cover in self.covers.items() if not cover.no_route)

    @property
    def no_route_pounds(self) -> int:
        """What the contracts cost that nobody can leave, exposure and extensions together."""
        return self._pounds(Term.NO_ROUTE)

    @property
    def uncovered_days(self) -> int:
        """Days without cover of all contracts that have a way off."""
        return sum(cover.uncovered_days for cover in self.covers.values() if not cover.no_route)

    @property
    def exposed_contracts(self) -> int:
        """How many contracts that have a way off keep days without cover."""
        return sum(cover.uncovered_days > 0 and not cover.no_route for cover in self.covers.values())

    @cached_property
    def charges_by_contract(self) -> Mapping[str, tuple[Charge, ...]]:
        """The charges of every contract that has any."""
        found: dict[str, list[Charge]] = defaultdict(list)
        for charge in self.charges:
            found[charge.record].append(charge)
        return {contract: tuple(charges) for contract, charges in found.items()}

    def exposure_pounds_of(self, contract: str) -> int:
        """The price of the days without cover of one contract, with or without a way off it."""
        return pounds_of(charge for charge in self.charges_by_contract.get(contract, ()) if charge.option is None)

    def extension_pounds_of(self, contract: str) -> int:
        """What is exercised and what comes by itself at one contract, with or without a way off it."""
        return pounds_of(charge for charge in self.charges_by_contract.get(contract, ()) if charge.option is not None)

    def renewal_pounds_of(self, contract: str) -> int:
        """What comes by itself at one contract, with or without a way off it."""
        return sum(paid.pounds for paid in self.covers[contract].paid if paid.link.by_itself)

    def _pounds(self, term: Term) -> int:
        return pounds_of(charge for charge in self.charges if charge.term is term)


def if_nobody_acts(portfolio: Portfolio, schedule: Schedule) -> IfNobodyActs:
    """What comes of the cutovers of a plan; ask `PlanCase.if_nobody_acts`, which keeps it."""
    unserved = unserved_options(portfolio)
    covers = {id: _left_alone(portfolio, cover, unserved) for id, cover in schedule.contracts.items()}
    charges = (charge for cover in covers.values() for charge in contract_charges(portfolio, cover))
    return IfNobodyActs(covers=covers, charges=tuple(charge for charge in charges if charge.pounds))


def _left_alone(portfolio: Portfolio, cover: ContractCover, unserved: frozenset[str]) -> ContractCover:
    links = tuple(_in_force(cover, unserved))
    paid = tuple(_whole(option) for option in paid_options(portfolio, links, cover.needed_until_day))
    return replace(cover, paid=paid, covered_until_day=paid[-1].until_day if paid else cover.expiry_day)


def _in_force(cover: ContractCover, unserved: frozenset[str]) -> Iterator[ChainLink]:
    """The links that come about without anybody: what is exercised stands, and nothing follows on a notice not served."""
    served = takewhile(lambda link: link.option.id not in unserved, cover.chain)
    return (link for link in served if link.exercised or (link.by_itself and link.obstacle is None))


def _whole(paid: PaidOption) -> PaidOption:
    """A period that comes by itself runs its whole length: nobody ends it. An option ends early as under the plan."""
    if not paid.link.by_itself:
        return paid
    days = paid.link.length_days
    return replace(paid, until_day=paid.from_day + days, pounds=paid.link.full_price_pounds)
