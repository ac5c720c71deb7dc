"""What ties options together, in words: for one option, and for all contracts that are tied."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import financial_year_label
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.domain.wording import few_of, listed
from planner.present.tables.risk.figure_words import about
from planner.present.wording import counted, sentence, short_money, whole_per_cent
from planner.risk.intervals import Estimate
from planner.risk.tripwires.records import Tied, TiedLimit, Tripwire, Tripwires
from planner.risk.tripwires.rules import Kind


def limit_words(portfolio: Portfolio, limit: TiedLimit) -> str:
    """For instance `the limit of 2 negotiations at once`, or `the budget of 2028-29 (£40k left)`."""
    if limit.rule is Rule.BUDGET and limit.year is not None:
        year = financial_year_label(limit.year, portfolio.financial_year_start_month)
        return f"the budget of {year} ({short_money(max(0, limit.most), portfolio.currency)} left)"
    return f"the limit of {counted(max(0, limit.most), 'negotiation')} at once"


def tie_of_option(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> Iterator[str]:
    """What ties an option to others, and what comes of it."""
    if row.bundle:
        mates = few_of(row.bundle)
        yield f"It is taken together with {mates} or not at all: the rule and what waiting saves are the bundle's."
    if row.unserved is None:
        return
    (tied,) = (each for each in found.couplings if row.option in each.served)
    for limit in (each for each in tied.limits if row.option in each.options and each.short_alone > 0):
        yield sentence(f"{limit_words(portfolio, limit)} ties it to {_partners(tied, limit, row)}.")
    if row.unserved.value > 0:
        yield f"The chance that it is asked for and not had is {whole_per_cent(row.unserved.value)}."
    else:
        yield "In no draw it is asked for and not had."


def why_never(portfolio: Portfolio, found: Tripwires, row: Tripwire) -> str | None:
    """Why an option that is tied to others is never exercised; None where that is for what it costs by itself."""
    if row.bundle:
        return "nothing that can be known by the last day makes its bundle worth its price"
    if not row.yields:
        return None
    rules = {other.option: other.rule.kind for other in found.options}
    limits = [
        limit
        for tied in found.couplings
        for limit in tied.limits
        if row.option in limit.options and limit.short_alone > 0
    ]
    if not limits:
        return "the options before it are left out for others under a limit"
    others = [o for limit in limits for o in limit.options if rules[o] is not Kind.NEVER]
    names = listed([limit_words(portfolio, limit) for limit in limits])
    return f"there is not enough for all under {names}, and more is gained by {few_of(list(dict.fromkeys(others)))}"


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
        if tied.limit_worth is not None:
            yield " ".join(_worth(portfolio, tied, tied.limit_worth))


def _use(limit: TiedLimit) -> str:
    if limit.short.value > 0:
        return f"in {whole_per_cent(limit.short.value)} of draws somebody asks and does not get"
    if limit.short_alone > 0:
        alone = whole_per_cent(limit.short_alone)
        return (
            f"nobody asks in vain, since the rules leave each other room; rules of their own would in {alone} of draws"
        )
    return "no draw uses it up, so each rule is that of its contract alone"


def _worth(portfolio: Portfolio, tied: Tied, worth: Estimate) -> Iterator[str]:
    """What limits cost, and how the rules came about."""
    one = len(tied.limits) == 1
    yield f"{'This limit costs' if one else 'These limits together cost'} {about(worth, portfolio.currency)}."
    if tied.refitted:
        yield f"The rules were fitted again under {'it' if one else 'them'}."
    yield "Who acts first is served first; of one day, whoever gains most by it."
