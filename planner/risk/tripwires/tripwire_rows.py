"""The rows of the answer: one for each open option, from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.plan.flagging.owners import decision_owner
from planner.risk.draws import BATCH
from planner.risk.families import Floats
from planner.risk.intervals import mean_of, share_of
from planner.risk.tolerances.relief import bridge_by_day
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import FittedContract
from planner.risk.tripwires.measured_contracts import ContractFigures
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.records import Tripwire
from planner.risk.tripwires.tied.tied_rows import OptionTies
from planner.risk.tripwires.today import reading_today


def tripwire_rows(
    asked: AskedPlan, contract: FittedContract, batches: Sequence[ContractFigures], tie: OptionTies | None
) -> Iterator[Tripwire]:
    """The options of a contract, in sequence. `tie`: what ties them to others, where that plays a part."""
    chain, draws = contract.chain, len(batches) * BATCH
    rules = contract.rules if tie is None else tie.rules
    uncovered = share_of(np.array([batch.answers.tripwires.uncovered for batch in batches]), draws)
    for link, item in enumerate(chain.links):

        def figures(name: str, link: int = link) -> Floats:
            return np.array([getattr(batch.options[link], name) for batch in batches])

        wanted, ends_early = float(figures("wanted").mean()), item.minimum_days < item.length_days
        yield Tripwire(
            option=item.option.id,
            contract=chain.id,
            who_decides=decision_owner(asked.portfolio, asked.portfolio.contract_by_id[chain.id]),
            acting_day=chain.acting_days[link],
            last_day=asked.portfolio.day_of(item.decision.value),
            rule=rules[link],
            asked=share_of(figures("asked"), draws),
            wanted=share_of(figures("wanted"), draws),
            exercised=share_of(figures("exercised"), draws),
            agreement=chain.agreement[link],
            price_pounds=item.full_price_pounds,
            mean_price_pounds=float(figures("paid").mean()) / wanted if wanted and ends_early else None,
            price_ceiling_today_pounds=float(figures("ceiling_today").mean()),
            price_ceiling_on_the_day_pounds=float(figures("saved").mean()) / wanted if wanted else None,
            right_worth=mean_of(figures("right_worth")),
            waiting=mean_of(figures("waiting")),
            uncovered=uncovered,
            today=reading_today(asked, ((chain, rules[link]),) if tie is None else tie.read[link]),
            by_itself=item.by_itself,
            assumed=item.assumed,
            bundle=tie.bundles[link] if tie is not None else (),
            mates=tie.mates[link] if tie is not None else (),
            yields=tie is not None and tie.yields[link],
            unserved=share_of(figures("unserved"), draws) if tie is not None and tie.limited[link] else None,
            bridge_if_refused_day=_bridge_if_refused(asked, chain, link),
        )


def _bridge_if_refused(asked: AskedPlan, chain: OpenChain, link: int) -> int | None:
    if chain.agreement[link] >= 1.0:
        return None
    return bridge_by_day(asked.portfolio, chain.costs.contract, chain.costs.covered_until(chain.in_force + link))
