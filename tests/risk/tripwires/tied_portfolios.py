"""Small drawn portfolios whose contracts are tied together: by one negotiation at a time, a budget, or a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from planner.plan.entries import Plan, PlannedMigration
from planner.reading import read_portfolio
from planner.risk.execution.program import program_of
from planner.risk.tripwires.fitting import fit_chain
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.tied.finding_couplings import couplings_of
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling, fit_coupling
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.uncertainty import uncertainty_of
from tests.risk.tripwires.finite_futures import FiniteCase

START = "2027-09-15"
"""With 95 days of work a contract is needed until 19 December, 12 days before its end."""
TIES = ("negotiations", "budget", "bundle", "bundle and negotiations")


def drawn_portfolio(seed: int, folder: Path) -> FiniteCase:
    """A portfolio of two or three contracts; the seed also says by what they are tied."""
    rng, tie = np.random.default_rng(seed), TIES[seed % len(TIES)]
    names = ["ASH", "ELM", "OAK"][: 3 if tie == "bundle and negotiations" else int(rng.integers(2, 4))]
    folder.mkdir(parents=True, exist_ok=True)
    for table, lines in _tables(rng, tie, names).items():
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = {f"{name}-MOVE": START for name in names}
    return FiniteCase(read_portfolio(folder), {"plan": plan})


def _tables(rng: np.random.Generator, tie: str, names: list[str]) -> dict[str, list[str]]:
    policy = ["setting,value", "warning_days,0", "forecast_skill,0", "bridge_lead_days,60"]
    if "negotiations" in tie:
        policy.append(f"negotiation_limit,{2 if 'bundle' in tie else 1}")
    found = {
        "portfolio": ["setting,value", "name,tied", "status_date,2027-01-01", "horizon_date,2030-06-30"],
        "policy": policy,
        "clusters": ["id,name", "NORTH,North"],
        "organisations": ["id,name,cluster", *(f"{n},{n},NORTH" for n in names)],
        "profiles": ["id,name,cutover_phase", "usual,Usual,cutover"],
        "phases": ["profile,sequence,name,days", "usual,1,build,60", "usual,2,cutover,5", "usual,3,parallel run,30"],
        "milestones": ["id,name,cluster,forecast_date", *(f"{n}-READY,{n},NORTH,{START}" for n in names)],
        "migrations": [
            "id,organisation,cluster,releases,profile",
            *(f"{n}-MOVE,{n},NORTH,C-{n},usual" for n in names),
        ],
        "precedences": ["predecessor,successor,kind,lag_days", *(f"{n}-READY,{n}-MOVE,FS,0" for n in names)],
        "risk_drivers": [
            "id,name,probability,early_days,likely_days,late_days,affects,known_date",
            *_events(rng, names),
        ],
        "contracts": [
            "id,name,buyer,organisations,expiry_date,annual_price_pounds,exposure_pounds_per_day,notice_unit,internal_lead_days,notice",
            *(
                f"C-{n},{n},{n},{n},2027-12-31,60000,{rng.integers(5, 40) * 100},days,30,{rng.choice([40, 62, 62, 95])}"
                for n in names
            ),
        ],
        "options": [
            "id,contract,sequence,kind,months,annual_price_pounds,agreement_probability,bundle",
            *_options(rng, tie, names),
        ],
    }
    if tie == "budget":
        found["budgets"] = ["financial_year,pounds", f"2027,{rng.integers(8, 40) * 1000}"]
    return found


def _events(rng: np.random.Generator, names: list[str]) -> Iterator[str]:
    for name in [*names, "ALL"]:
        days = int(rng.integers(20, 250))
        known = rng.choice(["2027-03-01", "2027-06-01", "2027-08-20", "2027-09-10"])
        hit = ";".join(f"{each}-READY" for each in names) if name == "ALL" else f"{name}-READY"
        yield f"{name}-LATE,{name} late,{rng.integers(2, 8) / 10},{days},{days},{days},{hit},{known}"


def _options(rng: np.random.Generator, tie: str, names: list[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        bundle = "BOTH" if "bundle" in tie and place < 2 else ""
        for sequence in range(1, 3 if rng.random() < 0.4 else 2):
            agreed = rng.choice([1.0, 1.0, 0.8, 0.5])
            price = int(rng.integers(2, 24)) * 5000
            yield (
                f"C-{name}-{sequence},C-{name},{sequence},modification,{rng.choice([3, 6])},{price},{agreed},"
                f"{bundle if sequence == 1 else ''}"
            )


def plan_of(case: FiniteCase) -> Plan:
    """The plan of a portfolio."""
    starts = case.expected["plan"].items()
    return Plan(migrations=tuple(PlannedMigration(migration=id, start_day=case.day(day)) for id, day in starts))


def fitted_together(case: FiniteCase) -> tuple[JointDraws, FittedCoupling] | None:
    """All futures of its tied contracts with the rules fitted on them; None where nothing ties them."""
    portfolio, uncertain = case.portfolio, uncertainty_of(case.portfolio)
    program = program_of(portfolio, plan_of(case), uncertain)
    chains = open_chains(portfolio, program, uncertain)
    found = couplings_of(portfolio, program.instance, chains)
    if not found:
        return None
    coupling = max(found, key=lambda each: len(each.places))
    draws = JointDraws.of(coupling, [case.chain(chain.id) for chain in coupling.chains], ())
    return draws, fit_coupling(draws, [fit_chain(chain, 0.0).rules for chain in draws.chains], errors=0.0)
