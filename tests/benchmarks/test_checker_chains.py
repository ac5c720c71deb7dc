"""`check_plan.py`, which shares no code with the planner, finds the same days and prices in drawn chains of options."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from planner.domain.chains.link import ChainLink
from planner.domain.contracts import STATED_KINDS, Contract, ExtensionOption, Notice, NoticeUnit
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.reading import write_portfolio
from tests.sample import contract, migration, portfolio

SCRIPT = Path(__file__).parents[2] / "data" / "benchmarks" / "check_plan.py"
UNITS = tuple(unit for unit in NoticeUnit if unit is not NoticeUnit.WORKING_DAYS)
"""The script knows no public holidays."""


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_plan", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn_portfolio(random: Random) -> Portfolio:
    """One contract with one to three options, some of whose figures nobody stated and whose sequence may have a hole."""
    expiry = date(2030, 1, 1) + timedelta(days=random.randrange(900))
    policy = Policy(unstated_notice_days=random.choice((180, 45)), bridge_lead_days=random.choice((180, 20)))
    return replace(
        portfolio(),
        contracts=(drawn_contract(random, expiry),),
        options=tuple(drawn_options(random, expiry)),
        migrations=(migration("m1", releases=("k",)),),
        policy=policy,
    )


def drawn_contract(random: Random, expiry: date) -> Contract:
    return contract(
        "k",
        expiry_date=expiry,
        notice=random.choice((None, drawn_notice(random), drawn_notice(random))),
        internal_lead_days=random.choice((None, 0, 30)),
        annual_price_pounds=random.randrange(1, 10**6),
        maximum_end_date=random.choice((None, expiry + timedelta(days=700))),
        **drawn_window(random),
    )


def drawn_window(random: Random) -> dict[str, Any]:
    """Mostly none; else a few units, in the unit of the notice or in one of its own."""
    if random.random() < 0.6:
        return {}
    return {"earliest_notice": random.randrange(20), "earliest_notice_unit": random.choice((None, *UNITS))}


def running_portfolio(random: Random) -> Portfolio:
    """One contract that renews or rolls on, seen from a day before or after its end."""
    drawn = drawn_portfolio(random)
    expiry = drawn.contracts[0].stated_expiry_date
    rolling = random.random() < 0.5
    record = replace(
        drawn.contracts[0],
        expiry_date=None if rolling and random.random() < 0.3 else expiry,
        rolling=rolling,
        renewal_months=None if rolling else random.choice((1, 3, 12, 24)),
        renewal_annual_price_pounds=random.choice((None, random.randrange(1, 10**6))),
    )
    status = expiry + timedelta(days=random.randrange(-500, 900))
    return replace(
        drawn,
        status_date=status,
        horizon_date=status + timedelta(days=random.randrange(100, 1500)),
        financial_year_start_month=random.choice((1, 4, 9)),
        contracts=(record,),
        options=(),
    )


def drawn_notice(random: Random) -> Notice:
    return Notice(random.randrange(14), random.choice(UNITS))


def drawn_options(random: Random, end: date) -> list[ExtensionOption]:
    """Stated ends lie so far apart that the months between them, fewer than 20, never reach the next one."""
    options: list[ExtensionOption] = []
    sequence = 0
    for number in range(random.randrange(1, 4)):
        sequence += random.choice((1, 1, 1, 2))
        end += timedelta(days=620 + random.randrange(300))
        months = random.choice((None, random.randrange(1, 20)))
        options.append(
            ExtensionOption(
                id=f"o{number}",
                contract="k",
                sequence=sequence,
                kind=random.choice(STATED_KINDS),
                months=months,
                end_date=end if months is None else None,
                uplift_percent=random.choice((None, 2.5)),
                fee_pounds=random.randrange(99),
                notice=random.choice((None, None, drawn_notice(random))),
                internal_lead_days=random.choice((None, None, 7)),
                lead_days=random.choice((None, 0, 90)),
                minimum_commitment_days=random.choice((None, 40)),
                up_to=random.choice((False, False, True)),
                **drawn_window(random),
            )
        )
    return options


def figures(case: Portfolio, link: ChainLink) -> dict[str, object]:
    """A link in the words of the script."""
    begins = case.day_of(link.extends_end_date) + 1
    return {
        "id": link.option.id,
        "begins": begins,
        "length": link.length_days,
        "least": link.minimum_days,
        "fee": link.option.fee_pounds,
        "part": link.annual_part_pounds,
        "usable": link.obstacle is None,
        "talks": (case.day_of(link.decision.value), case.day_of(link.notice.value) + 1),
    }


@pytest.mark.parametrize("seed", range(150))
def test_days_prices_and_what_can_be_used_are_the_same(seed: int, checker: ModuleType, tmp_path: Path) -> None:
    case = drawn_portfolio(Random(seed))
    write_portfolio(case, tmp_path)
    read = checker.Portfolio(tmp_path)
    assert checker.chain_of(read, read.contracts["k"]) == [
        {**figures(case, link), "opens": None if link.opens is None else case.day_of(link.opens.value)}
        for link in case.chain_by_contract["k"]
    ]


@pytest.mark.parametrize("seed", range(150))
def test_periods_and_their_prices_are_the_same(seed: int, checker: ModuleType, tmp_path: Path) -> None:
    case = running_portfolio(Random(seed))
    write_portfolio(case, tmp_path)
    read = checker.Portfolio(tmp_path)
    assert checker.chain_of(read, read.contracts["k"]) == [
        {
            **figures(case, link),
            "talks": None,
            "owed": link.exercised,
            "by_day": link.daily_pounds if link.paid_by_day else 0,
        }
        for link in case.chain_by_contract["k"]
        if link.obstacle is None
    ]
