"""How long it is worth to wait with one option: rules fitted for earlier days than the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.risk.draws import Days
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.fitting import ONE_ERROR, decided_today, fit_chain, play_rules


@dataclass(frozen=True)
class WaitingUntil:
    """What it saves to decide on a day, not today; `as_good`: no worse than the last day, as far as one can tell."""

    day: int
    pounds: float
    as_good: bool


def curve_of_waiting(
    chain: ChainDraws, link: int, seen_on: Mapping[int, Days], errors: float = ONE_ERROR
) -> tuple[WaitingUntil, ...]:
    """What it saves to wait with a link until each of these days and then use what is known; its acting day is the last.

    `seen_on`: the re-forecasts of each day, a row for each level. All other links keep their own days. So the last point is
    what the table says of the option, on other draws: this link alone is decided today.
    """
    fitted = fit_chain(chain, errors)
    today, last = play_rules(chain, decided_today(fitted, link)), fitted.played
    days = [day for day in sorted(seen_on) if day < chain.acting_days[link]]
    found = [
        _until(chain, fit_chain(_on_day(chain, link, day, seen_on[day]), errors).played, day, today, last, errors)
        for day in days
    ]
    return (*found, WaitingUntil(chain.acting_days[link], today.mean_cost - last.mean_cost, as_good=True))


def _on_day(chain: ChainDraws, link: int, day: int, seen: Days) -> ChainDraws:
    """The same contract where one link is decided on another day."""
    return replace(
        chain,
        acting_days=tuple(day if place == link else own for place, own in enumerate(chain.acting_days)),
        seen=tuple(seen if place == link else own for place, own in enumerate(chain.seen)),
    )


def _until(chain: ChainDraws, then: Played, day: int, today: Played, last: Played, errors: float) -> WaitingUntil:
    dearer = then.cost - last.cost
    mean = chain.mean(dearer)
    spread = max(0.0, chain.mean(dearer * dearer) - mean * mean)
    error = errors * float(np.sqrt(spread * (chain.weight @ chain.weight)))
    return WaitingUntil(day, today.mean_cost - then.mean_cost, as_good=mean <= error + 1e-9 * abs(last.mean_cost))


def as_good_from(curve: tuple[WaitingUntil, ...]) -> int:
    """The first day from which deciding is as good as on the last one."""
    worse = [place for place, point in enumerate(curve) if not point.as_good]
    return curve[worse[-1] + 1 if worse else 0].day
