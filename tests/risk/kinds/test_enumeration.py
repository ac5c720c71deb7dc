"""The enumeration itself, on the cases whose answers were worked out elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.risk.kinds.carrying_out import begun_on
from tests.risk.kinds.closed_forms import LittleByLittle
from tests.risk.kinds.closed_forms import Together as DatesTogether
from tests.risk.kinds.futures import Futures
from tests.risk.kinds.policies import Policies
from tests.risk.kinds.small import Contract, Event, Gate, Migration, Milestone, Option, Small, day_of, iso
from tests.risk.kinds.together import Together

CASES = Path(__file__).parents[2] / "cases" / "risk"
FINITE = sorted(path.name for path in CASES.glob("open_*") if not path.name.startswith(("open_11", "open_12")))


def rows(name: str, table: str) -> list[dict[str, str]]:
    path = CASES / name / "portfolio" / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    return found


def whole(text: str | None) -> int | None:
    return int(text) if text else None


def options(name: str, contract: str) -> Iterator[Option]:
    for row in rows(name, "options"):
        if row["contract"] == contract:
            months = row.get("months") or "12"
            yield Option(
                id=row["id"],
                months=int(months),
                annual_pounds=int(row["annual_price_pounds"]),
                least=whole(row.get("minimum_commitment_days")),
                notice=whole(row.get("notice")),
                agreement=float(row.get("agreement_probability") or 1),
            )


def milestone(row: dict[str, str]) -> Milestone:
    if row.get("forecast_date"):
        return Milestone(id=row["id"], day=day_of(row["forecast_date"]), cluster=row["cluster"])
    early, likely, late = (day_of(row[f"{which}_date"]) for which in ("early", "likely", "late"))
    return Milestone(id=row["id"], day=likely, cluster=row["cluster"], spread=(likely - early, late - likely))


@cache
def read(name: str) -> Small:
    """A case as records of the enumeration."""
    policy = {row["setting"]: row["value"] for row in rows(name, "policy")}
    freezes = [(day_of(row["from_date"]), day_of(row["until_date"])) for row in rows(name, "freezes")]
    return Small(
        contracts=tuple(
            Contract(
                id=row["id"],
                organisation=row["organisations"],
                last_day=day_of(row["expiry_date"]),
                exposure=int(row["exposure_pounds_per_day"]),
                notice=int(row["notice"]),
                lead=int(row["internal_lead_days"]),
                options=tuple(options(name, row["id"])),
            )
            for row in rows(name, "contracts")
        ),
        migrations=tuple(
            Migration(id=row["id"], organisation=row["organisation"], contract=row["releases"])
            for row in rows(name, "migrations")
        ),
        milestones=tuple(milestone(row) for row in rows(name, "milestones")),
        gates=tuple(
            Gate(milestone=row["predecessor"], migration=row["successor"], kind=row["kind"], lag=int(row["lag_days"]))
            for row in rows(name, "precedences")
        ),
        events=tuple(
            Event(
                id=row["id"],
                probability=float(row["probability"]),
                days=int(row["likely_days"]),
                affects=tuple(row["affects"].split(";")),
                known_day=day_of(row["known_date"]),
            )
            for row in rows(name, "risk_drivers")
        ),
        crew=bool(rows(name, "resources")),
        freeze=freezes[0] if freezes else None,
        skill=float(policy["forecast_skill"]),
    )


@cache
def futures(name: str) -> Futures:
    return Futures(read(name), {id: day_of(day) for id, day in expected(name)["plan"].items()})


def contracts(name: str) -> list[tuple[dict[str, Any], Policies]]:
    stated = expected(name)["contracts"]
    return [(stated[item.id], Policies.of(futures(name), item)) for item in read(name).contracts]


@pytest.mark.parametrize("name", FINITE)
def test_the_answers_of_a_case_are_found_again(name: str) -> None:
    for stated, found in contracts(name):
        for words, links in (
            ("extend_nothing", 0),
            ("extend_everything", found.links),
            ("commit_now", found.committed),
        ):
            assert found.mean(found.costs(found.constant(links))) == pytest.approx(stated[words]["pounds"])
        assert found.committed == stated["commit_now"]["options"]
        assert found.mean(found.costs(found.best_says)) == pytest.approx(stated["tripwire"]["pounds"])
        assert found.best == pytest.approx(stated["best_non_anticipative_pounds"])
        assert found.mean(found.clairvoyant) == pytest.approx(stated["clairvoyant_pounds"])
        days: dict[str, float] = {}
        for day, share in zip(found.needed, found.futures.shares, strict=True):
            days[iso(day)] = days.get(iso(day), 0.0) + share
        assert days == pytest.approx(dict(stated["needed_until"]))


@pytest.mark.parametrize("name", FINITE)
def test_the_options_of_a_case_are_found_again(name: str) -> None:
    for stated, found in contracts(name):
        for link, option in enumerate(stated.get("options", {}).values()):
            assert iso(found.days[link]) == option["last_day_to_decide"]
            assert found.contract.options[link].pounds == option["price_pounds"]
            assert iso(found.contract.ends(link + 1) - 1) == option["last_day_in_force"]
            assert found.right_worth(link) == pytest.approx(option["right_worth_pounds"])
            seen: dict[tuple[str, ...], float] = {}
            for place, share in enumerate(found.futures.shares):
                key = tuple(iso(row[place]) for row in found.seen[link])
                seen[key] = seen.get(key, 0.0) + share
            wanted: dict[tuple[str, ...], float] = {}
            for days, share in option["reforecast_on_that_day"]:
                wanted[tuple(days)] = wanted.get(tuple(days), 0.0) + share
            assert seen == pytest.approx(wanted)


@pytest.mark.parametrize("name", [name for name in FINITE if name.startswith(("open_08", "open_09"))])
def test_the_starts_of_a_case_are_found_again(name: str) -> None:
    found, small = futures(name), read(name)
    drawn = set()
    for outcome in found.outcomes:
        delays = found.true_delays(outcome)
        begun = begun_on(small, found.plan, found.dates(delays), delays)
        drawn.add(tuple(sorted((id, iso(day)) for id, day in begun.items())))
    assert drawn == {tuple(sorted((id, day) for id, day in entry[:-1])) for entry in expected(name)["starts"]}


def test_a_limit_on_negotiations_costs_what_the_case_says() -> None:
    name = "open_06_one_negotiation_at_a_time"
    found, stated = Together(tuple(policies for _, policies in contracts(name))), expected(name)["together"]
    assert found.best_under_the_limit == pytest.approx(stated["best_non_anticipative_pounds"])
    assert found.asking == pytest.approx(stated["asking_rules_pounds"])
    assert found.committed_under_the_limit == pytest.approx(stated["commit_now_pounds"])


def test_tolerances_and_worst_futures_cost_what_the_case_says() -> None:
    name = "open_10_tolerances_and_worst_cases"
    found, stated = Together(tuple(policies for _, policies in contracts(name))), expected(name)
    for tolerance, answer in stated["joint"].items():
        assert found.cheapest_within(float(tolerance)) == pytest.approx(answer["pounds"])
    assert found.cheapest_each_within(0.29) == pytest.approx(stated["each_at_0_29"]["pounds"])
    for level, answer in stated["cvar"].items():
        assert found.least_tail_mean(float(level)) == pytest.approx(answer["cvar_pounds"])


def test_dates_that_hang_together_are_late_as_often_as_the_case_says() -> None:
    name = "open_11_correlated_dates"
    small, stated = read(name), expected(name)["contracts"]
    dates = {item.id: item for item in small.milestones}
    pairs = {"C-ASH": ("N-ONE", "N-TWO"), "C-ELM": ("N-THREE", "S-ONE")}
    for contract in small.contracts:
        known, (one, other) = stated[contract.id], pairs[contract.id]
        found = DatesTogether(contract, dates[one], dates[other], known["correlation"], 95)
        assert found.uncovered == pytest.approx(known["uncovered_probability"], abs=1e-6)
        assert found.days == pytest.approx(known["uncovered_days_mean"], abs=1e-3)


def test_a_date_that_becomes_known_little_by_little_costs_what_the_case_says() -> None:
    name = "open_12_partly_revealed"
    small, stated = read(name), expected(name)["contracts"]["C-ASH"]
    (contract,), (date,) = small.contracts, small.milestones
    found = LittleByLittle(contract, date, small.skill, day_of(expected(name)["plan"]["ASH-MOVE"]), 95)
    assert iso(found.day) == stated["last_day_to_decide"]
    assert found.share == pytest.approx(stated["known_share"])
    assert found.nothing == pytest.approx(stated["extend_nothing"]["pounds"], rel=1e-3)
    assert found.best == pytest.approx(stated["tripwire"]["pounds"], rel=1e-3)
    assert found.clairvoyant == pytest.approx(stated["clairvoyant_pounds"], rel=1e-3)
    assert found.exercised == pytest.approx(stated["tripwire"]["exercised_probability"], abs=2e-3)
