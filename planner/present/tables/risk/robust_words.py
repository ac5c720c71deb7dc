"""What a plan that holds in drawn futures is worth, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.uncertain.held_still import held_still
from planner.present.tables.risk.figure_words import about
from planner.present.tables.risk.risk_words import still_lines
from planner.present.wording import short_money
from planner.risk.records import Start

if TYPE_CHECKING:
    from planner.risk.robust.records import Robust


def robust_lines(found: Robust) -> Iterator[str]:
    """The lines below the table of candidates: the choice, what it is worth on fresh draws, what it rests on."""
    yield _choice(found)
    yield from _worth(found)
    yield _planned(found)
    yield from _basis(found)


def _choice(found: Robust) -> str:
    chosen = next(row for row in found.candidates if row.chosen)
    if found.changed:
        return f"Chosen: {chosen.name}, carried out {found.begin}, in the order of its planned starts."
    return f"The plan given stays, carried out {found.begin}: no other is better beyond what the draws can tell."


def _worth(found: Robust) -> Iterator[str]:
    currency, fresh = found.case.portfolio.currency, found.comparison
    yield f"On draws that nothing was chosen on it costs {about(fresh.chosen, currency)} in the mean."
    if found.changed:
        yield f"That is {about(fresh.gain_in_order, currency)} less than the plan given, carried out the same way."
    if found.begin is not Start.PLANNED:
        yield (
            f"It is {about(fresh.gain, currency)} less than the plan given where nobody begins before the planned start."
        )


def _planned(found: Robust) -> str:
    currency = found.case.portfolio.currency
    pounds, given = found.case.pounds, found.given.pounds
    cost = f"With every date as planned, begun on its planned starts, it costs {short_money(pounds, currency)} in all"
    if pounds == given:
        return f"{cost}, as the plan given."
    more = "more" if pounds > given else "less"
    early = "; begun early it can cost less" if found.begin is Start.EARLY else ""
    return f"{cost}, {short_money(abs(pounds - given), currency)} {more} than the plan given{early}."


def _basis(found: Robust) -> Iterator[str]:
    yield (
        f"{found.draws:,} draws, seed {found.settings.seed}; ± is half of a 95 % interval. Costs are extensions and "
        "exposure with the best done about every option once all is known, delay, and bridges; contracts that nobody can "
        "leave are left out. As planned is the whole cost of a plan, with its own options, its modes and those contracts."
    )
    yield from still_lines(held_still(found.case.portfolio))
    if found.search is not None and found.search.moves:
        note = found.search
        yield f"The order search tried {note.moves:,} moves on {note.draws:,} other draws in {note.seconds:.0f} s."
    if found.ways:
        yield (
            f"Ways to decide are those of the chosen plan on {found.ways_draws:,} draws, contract by contract, without "
            "delay and bridges; the answers of suppliers are averaged."
        )
