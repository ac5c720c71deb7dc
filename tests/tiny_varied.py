"""Drawn portfolios with everything that version 0.2.0 added, one beside the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from planner.domain.contracts import Contract, ExtensionOption, NoticeUnit, OptionKind, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.portfolio import Portfolio
from tests.tiny_anchors import AnchorDraw
from tests.working_portfolios import in_working_days


def varied_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed; every third counts working days."""
    drawn = VariedDraw(Random(f"varied {seed}")).portfolio(seed)
    return drawn if seed % 3 else in_working_days(Random(f"varied days {seed}"), drawn)


class VariedDraw(AnchorDraw):
    """Contracts that go on by themselves, rights that open late, options up to a maximum end, and bundles."""

    def portfolio(self, seed: int) -> Portfolio:
        drawn = super().portfolio(seed)
        stops = [self.stop(contract) for contract in drawn.contracts if contract.runs_on and self.chance(0.2)]
        decisions, options = (*drawn.decisions_taken, *stops), self.bundled(drawn.options)
        return replace(drawn, name=f"varied {seed}", decisions_taken=decisions, options=options)

    def bundled(self, options: tuple[ExtensionOption, ...]) -> tuple[ExtensionOption, ...]:
        """Two or three options of different contracts in one bundle, where there are as many."""
        if not self.chance(0.5):
            return options
        one_each = {option.contract: option.id for option in sorted(options, key=lambda _: self.random.random())}
        members = list(one_each.values())[: self.random.choice((2, 2, 3))]
        return tuple(replace(option, bundle="b" if option.id in members else None) for option in options)

    def contract(self, id: str) -> Contract:
        drawn = super().contract(id)
        if self.chance(0.5):
            return replace(drawn, **self.window(0.3))
        price = self.random.choice((None, 365 * self.random.randint(1, 8)))
        running = replace(drawn, renewal_annual_price_pounds=price, **self.window(0.2))
        if self.chance(0.5):
            return replace(running, renewal_months=self.random.choice((1, 1, 2)))
        expiry = None if self.chance(0.3) else running.expiry_date
        return replace(running, rolling=True, expiry_date=expiry)

    def window(self, probability: float) -> dict[str, Any]:
        """Now and then one that opens after the last day for notice."""
        if not self.chance(probability):
            return {}
        return {"earliest_notice": self.random.randint(0, 9), "earliest_notice_unit": NoticeUnit.DAYS}

    def options(self, contract: Contract) -> tuple[ExtensionOption, ...]:
        """Of a contract that goes on by itself at most one, which is exercised."""
        if contract.expiry_date is None:
            return ()
        drawn = super().options(contract)
        if contract.runs_on:
            first = drawn[:1] if self.chance(0.3) else ()
            return tuple(replace(option, state=OptionState.EXERCISED) for option in first)
        return drawn

    def option(self, contract: Contract, sequence: int, end: date) -> ExtensionOption:
        drawn = super().option(contract, sequence, end)
        window = self.window(0.15) if drawn.kind is not OptionKind.BRIDGE else {}
        return replace(drawn, up_to=self.chance(0.4), **window)

    def stop(self, contract: Contract) -> DecisionTaken:
        """A stop that was served a few days ago, or without a day."""
        day = self.random.choice((None, self.status - timedelta(days=self.random.randint(0, 5))))
        return DecisionTaken(
            id=f"stop-{contract.id}", kind=CommitmentKind.STOP_SERVED, subject=contract.id, agreed_date=day
        )
