"""The rule of every open option as one dated sentence, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.past_slips import STRESS_CASE
from planner.domain.uncertain.waits import waits_by_contract
from planner.domain.wording import few_of
from planner.present.tables.risk.figure_words import about
from planner.present.tables.risk.tied_words import tie_of_option, tie_summary, why_never
from planner.present.tables.risk.tolerance_words import (
    against_tolerance,
    day_or_past,
    own_tolerance,
    tolerance_of_option,
    tolerance_summary,
)
from planner.present.wording import counted, long_day, short_money, whole_per_cent
from planner.risk.assumptions import still_in
from planner.risk.tripwires.records import Tripwire, Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES, Kind

NOTHING_TO_WAIT_FOR = (
    "Nothing that can be known by then would change this; there is nothing to gain by waiting, nor to lose."
)


def tripwire_sentences(portfolio: Portfolio, found: Tripwires) -> tuple[str, ...]:
    """One text for each option, in the order of the acting days."""
    waits = waits_by_contract(portfolio, (row.contract for row in found.options))
    return tuple(
        " ".join((*_parts(portfolio, found, row), _records(row, waits[row.contract]))) for row in found.options
    )


def summary_sentences(portfolio: Portfolio, found: Tripwires) -> tuple[str, ...]:
    """The three answers, what waiting is worth, and what the calculation rests on."""
    return tuple(_summary(portfolio, found))


def _parts(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> Iterator[str]:
    match row.rule.kind:
        case Kind.DATE:
            yield from _dated(portfolio, row)
        case Kind.ALWAYS:
            yield _always(portfolio, row)
            if row.asked.value < 1.0:
                yield f"The chance that it is still to be decided by then is {whole_per_cent(row.asked.value)}."
            if not _is_asked_by_tolerance(found, row):
                yield NOTHING_TO_WAIT_FOR
        case Kind.NEVER:
            yield _never(portfolio, found, row)
    if row.rule.kind is not Kind.NEVER and row.agreement < 1.0:
        yield f"The supplier agrees with {whole_per_cent(row.agreement)}."
        if row.bridge_if_refused_day is not None:
            yield _if_refused(portfolio, row.bridge_if_refused_day, row.acting_day)
    yield _rest(found, row)
    yield from tolerance_of_option(portfolio, found, row)
    yield from tie_of_option(portfolio, found, row)


def _records(row: Tripwire, waits: Sequence[str]) -> str:
    """The option, and the milestones and events that its contract waits for."""
    return f"[{', '.join(filter(None, (row.option, few_of(waits, 4))))}]"


def _if_refused(portfolio: Portfolio, begun: int, asked: int) -> str:
    """The day to begin a bridge, which can come before the answer."""
    by = day_or_past(portfolio, begun)
    if begun < asked:
        return f"Against a refusal a bridge would have to be begun by {by}, before it is asked."
    return f"If it refuses, a bridge has to be begun by {by}."


def _is_asked_by_tolerance(found: Tripwires, row: Tripwire) -> bool:
    return any(each.binding and row.option in each.keeping for each in found.tolerances_of(row.contract))


def _by(portfolio: Portfolio, row: Tripwire) -> str:
    """The acting day, which says so where it rests on a notice or a lead that nobody stated."""
    return f"{long_day(portfolio.date_of(row.acting_day))}{' (assumed)' if row.assumed else ''}"


def _dated(portfolio: Portfolio, row: Tripwire) -> Iterator[str]:
    rule, by = row.rule, _by(portfolio, row)
    level, day = LEVEL_NAMES[rule.level], long_day(portfolio.date_of(rule.threshold))
    yield f"{row.who_decides} decides on {_contract(portfolio, row)} by {by}."
    verb = "Let it run on" if row.by_itself else "Ask for the extension" if row.agreement < 1.0 else "Extend"
    off = f"unless, with every open date at its {level}, the plan has it off by {day}{_flat(portfolio, row)}"
    off += "".join(f" and {mate.contract} by {long_day(portfolio.date_of(mate.threshold))}" for mate in row.mates)
    yield f"{verb} ({_price(portfolio, row)}) {off}."
    yield f"Chance that it will be needed: {whole_per_cent(row.wanted.value)}."
    yield _waiting(portfolio, row)
    yield f"If {long_day(portfolio.date_of(row.acting_day))} were today the answer would be: {_today(row)}."


def _today(row: Tripwire) -> str:
    if row.by_itself:
        return "let it run on" if row.today == "extend" else "stop it"
    return row.today.value


def _flat(portfolio: Portfolio, row: Tripwire) -> str:
    first, last = (long_day(portfolio.date_of(day)) for day in (row.rule.flat_from, row.rule.flat_until))
    return "" if first == last else f" (any date from {first} to {last} does as well)"


def _waiting(portfolio: Portfolio, row: Tripwire) -> str:
    if row.waiting.low <= 0:
        return "Waiting saves nothing that these draws can show against deciding today."
    return f"Waiting saves {about(row.waiting, portfolio.currency)} against deciding today."


def _always(portfolio: Portfolio, row: Tripwire) -> str:
    by, verb = _by(portfolio, row), "Let" if row.by_itself else "Extend"
    if row.by_itself:
        return f"{verb} {_contract(portfolio, row)} run on ({_price(portfolio, row)}); the day to stop it is {by}."
    if row.agreement < 1.0:
        return f"Ask for the extension of {_contract(portfolio, row)} ({_price(portfolio, row)}) by {by}."
    return f"{verb} {_contract(portfolio, row)} ({_price(portfolio, row)}) by {by}."


def _never(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> str:
    before = [
        other.option
        for other in found.options
        if other.contract == row.contract and other.acting_day < row.acting_day and other.rule.kind is not Kind.NEVER
    ]
    ceiling = round(row.price_ceiling_today_pounds)
    worth = f"{short_money(ceiling, portfolio.currency)} at most" if ceiling else "nothing"
    price, what = _price(portfolio, row), "let it run on" if row.by_itself else "extend"
    if row.exercised.value > 0 and before:
        return (
            f"Do not {what} {_contract(portfolio, row)} by this option alone ({price}): it comes with {few_of(before)}."
        )
    if (why := why_never(portfolio, found, row)) is not None:
        return f"Do not {what} {_contract(portfolio, row)} ({price}): {why}."
    return (
        f"Do not {what} {_contract(portfolio, row)}: nothing that can be known by the last day makes this option worth its "
        f"price ({price}); today it is worth {worth}."
    )


def _rest(found: Tripwires, row: Tripwire) -> str:
    chance = row.uncovered.value
    if chance == 0.0:
        return "In no draw a day is left uncovered."
    against = against_tolerance(own_tolerance(found, row))
    return f"The chance that uncovered days remain is {whole_per_cent(chance)}{against}."


def _contract(portfolio: Portfolio, row: Tripwire) -> str:
    return f"{portfolio.contract_by_id[row.contract].name} ({row.contract})"


def _price(portfolio: Portfolio, row: Tripwire) -> str:
    full = short_money(row.price_pounds, portfolio.currency)
    if row.mean_price_pounds is None or round(row.mean_price_pounds) == row.price_pounds:
        return full
    return (
        f"{full}, {short_money(round(row.mean_price_pounds), portfolio.currency)} on average as it can be ended early"
    )


def _summary(portfolio: Portfolio, found: Tripwires) -> Iterator[str]:
    if found.assumptions.outside_view:
        yield f"{STRESS_CASE[0].upper()}{STRESS_CASE[1:]}."
    names = ("Everything decided today", "With these rules", "With everything known, but not what suppliers answer")
    for name, figure in zip(names, (found.commit_now, found.tripwires, found.clairvoyant), strict=True):
        yield f"{name}: {about(figure, portfolio.currency)} expected, for the contracts with an open option and a route."
    yield (
        f"Waiting is worth {about(found.waiting, portfolio.currency)}; better forecasts could still save "
        f"{about(found.information, portfolio.currency)} at most."
    )
    yield (
        f"Fitted on {found.fit_draws:,} draws and measured on {found.draws:,} others (seed {found.seed}, "
        f"{found.family or 'no range'}); ± is half of a 95 % interval."
    )
    if found.assumptions.as_early_as_possible:
        yield "Migrations begin as early as possible, in the order of the plan."
    still = still_in(portfolio, found.assumptions.uncertainty(portfolio))
    if still.count:
        kinds = [(len(still.milestones), "open milestone"), (len(still.phases), "phase")]
        yield f"Held still, because no range is stated: {' and '.join(counted(*kind) for kind in kinds if kind[0])}."
    yield from tie_summary(portfolio, found)
    yield from tolerance_summary(portfolio, found)
