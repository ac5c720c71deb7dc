"""The sample with a department for each number: a queue for one team, and something in every kind of field."""

from __future__ import annotations

from datetime import date

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.domain.resources import Resource
from tests.sample.base import portfolio
from tests.sample.records import contract, day, migration, option, profile

LETTER = Provenance(source="a letter", source_date=date(2029, 12, 1), basis=Basis.ASSUMED)


def departments(name: str = "small", moving: int = 2) -> Portfolio:
    """`moving` departments, each with a contract to day 14 and an option of a month; one team builds for 8 days each.

    A cutover takes two days more, and ends the need for the contract. An uncovered day of contract n costs n × £1,000.
    """
    numbers = range(1, moving + 1)
    return portfolio(
        name=name,
        horizon_date=day(200),
        organisations=tuple(Organisation(id=f"d{n}", name=f"Département {n}") for n in numbers),
        profiles=(profile(build=8, cutover=2, after=0, legacy=0),),
        resources=(Resource(id="slots", name="Team", capacity=1),),
        contracts=tuple(
            contract(
                f"k{n}",
                organisations=(f"d{n}",),
                expiry_date=day(14),
                annual_price_pounds=3650,
                notice=Notice(5, NoticeUnit.WORKING_DAYS),
                exposure_pounds_per_day=1000 * n,
                provenance=LETTER,
            )
            for n in numbers
        ),
        options=tuple(
            option(
                f"o{n}",
                contract=f"k{n}",
                end_date=None,
                months=1,
                annual_price_pounds=None,
                uplift_percent=12.5,
                fee_pounds=100,
            )
            for n in numbers
        ),
        migrations=tuple(migration(f"m{n}", f"d{n}", releases=(f"k{n}",)) for n in numbers),
    )
