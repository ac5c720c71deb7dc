"""The plan adopted in a portfolio folder, as what a command takes where no plan is named."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.messages import say, to_type
from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.adoption import adopted_file, read_adoption
from planner.present.wording import counted, printable


def adopted_if_it_holds(source: Path, portfolio: Portfolio, *, quiet: bool) -> str | None:
    """The name of the adopted plan, where there is one and it keeps every rule on this portfolio; says which it is.

    A plan that no longer holds is said, also where nothing else is, and the command goes on without it.
    """
    adoption, path = read_adoption(source), adopted_file(source)
    if adoption is None or path is None:
        return None
    breaches = judge(PlanCase(portfolio, adoption.document.plan_for(portfolio)))
    if breaches:
        broken = counted(len(breaches), "breach", "breaches")
        say(
            f"Note: the adopted plan no longer holds on this portfolio ({broken} of rules; {to_type('verify', source)} "
            f"says which). Looking for another plan; {to_type('replan', source)} brings the adopted one up to date."
        )
        return None
    say(f"Using the adopted plan ({printable(str(adoption))}); --plan names another.", quiet=quiet)
    return str(path)


def adopted_baseline(source: Path, case: PlanCase, *, quiet: bool) -> str | None:
    """The name of the adopted plan to compare a plan with; None where none is adopted, or where it is that plan itself."""
    adoption, path = read_adoption(source), adopted_file(source)
    if adoption is None or path is None or adoption.document.plan_for(case.portfolio) == case.plan:
        return None
    say(f"Compared with the adopted plan ({printable(str(adoption))}); --baseline names another.", quiet=quiet)
    return str(path)


def named_or_adopted(source: Path, named: str | None) -> str:
    """The plan that is named, else the adopted one; a usage error where there is neither."""
    path = adopted_file(source)
    if named is None and path is None:
        raise click.UsageError(
            f"name a plan; no plan is adopted in {source} ({to_type('adopt', source, 'PLAN')} marks one)"
        )
    return named if named is not None else str(path)
