"""What ties options together, in words: for one option, and for all contracts that are tied."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import financial_year_label
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.domain.wording import few_of, listed
from planner.present.wording import counted, sentence, short_money, whole_per_cent
from planner.risk.tripwires.records import Tied, TiedLimit, Tripwire, Tripwires


def limit_words(portfolio: Portfolio, limit: TiedLimit) -> str:
    """For instance `the limit of 2 negotiations at once`, or `the budget of 2028-29 (£40k left)`."""
    if limit.rule is Rule.BUDGET and limit.year is not None:
        year = financial_year_label(limit.year, portfolio.financial_year_start_month)
        return f"the budget of {year} ({short_money(max(0, limit.most), portfolio.currency)} left)"
    return f"the limit of {counted(max(0, limit.most), 'negotiation')} at once"


def tie_of_option(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> Iterator[str]:
    """What ties an option to others, and what comes of it."""
    if row.bundle:
        yield f"It is taken together with {few_of(row.bundle)} or not at all, by one rule."
    if row.unserved is None:
        return
    (tied,) = (each for each in found.couplings if row.option in each.served)
    for limit in (each for each in tied.limits if row.option in each.options and each.short.value > 0):
        yield sentence(f"{limit_words(portfolio, limit)} ties it to {_partners(tied, limit, row)}.")
    if row.unserved.value > 0:
        yield f"The chance that it is asked for and not had is {whole_per_cent(row.unserved.value)}."
    else:
        yield "In no draw it is asked for and not had."


def _partners(tied: Tied, limit: TiedLimit, row: Tripwire) -> str:
    """The other options under a limit, those served before it first."""
    place = tied.served.index(row.option)
    first = [option for option in tied.served[:place] if option in limit.options]
    last = [option for option in tied.served[place + 1 :] if option in limit.options]
    parts = [f"{few_of(first)}, served before it"] if first else []
    return " and ".join([*parts, f"{few_of(last)}, served after it"] if last else parts) or "nothing else"


def waiting_caveat(portfolio: Portfolio, option: str) -> str | None:
    """What the curve of waiting of an option leaves out; None where nothing can tie it to others."""
    tied = portfolio.option_by_id[option].bundle is not None
    if tied or portfolio.budgets or portfolio.policy.negotiation_limit is not None:
        return f"{option} is looked at as if its contract stood alone: bundles, budgets and limits are left out."
    return None


def tie_summary(portfolio: Portfolio, found: Tripwires) -> Iterator[str]:
    """A line for each bundle and each limit."""
    for tied in found.couplings:
        for bundle in tied.bundles:
            yield f"{listed(bundle)} are one bundle: taken together or not at all, by one rule."
        for limit in tied.limits:
            yield sentence(f"{limit_words(portfolio, limit)} ties {few_of(limit.options)}: {_use(limit)}.")
        if any(limit.short.value > 0 for limit in tied.limits):
            yield _worth(portfolio, tied)


def _use(limit: TiedLimit) -> str:
    if limit.short.value > 0:
        return f"in {whole_per_cent(limit.short.value)} of draws somebody asks and does not get"
    return "no draw uses it up, so each rule is that of its contract alone"


def _worth(portfolio: Portfolio, tied: Tied) -> str:
    """What limits cost, and how the rules came about."""
    assert tied.limit_worth is not None
    noun = "This limit costs" if len(tied.limits) == 1 else "These limits together cost"
    how = "were fitted again under it" if len(tied.limits) == 1 else "were fitted again under them"
    rules = f"the rules {how}" if tied.refitted else "so seldom that the rules are those without it"
    cost = max(0, round(tied.limit_worth.value))
    half = short_money(round(tied.limit_worth.half_width), portfolio.currency)
    served = "who acts first is served first, of one day whoever gains most"
    return f"{noun} {short_money(cost, portfolio.currency)} ± {half}; {rules}; {served}."
