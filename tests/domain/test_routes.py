"""Who moves, who stays, and which contracts nobody can leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.contracts import Contract
from planner.domain.migrations import STANDARD_MODE, Migration, Mode
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import Policy, UndecidedPolicy
from planner.domain.portfolio import Portfolio
from planner.domain.routes import (
    all_modes,
    department_of,
    has_no_route,
    lineage,
    organisations_without_route,
    planned_migrations,
    releasing_migrations,
    served_organisations,
    stays,
)
from tests.sample.chains import on


def _contract(**fields: Any) -> Contract:
    return Contract(**{"id": "c", "name": "Payroll", "expiry_date": on("2028-10-31"), **fields})


def _family(
    *,
    contract: Contract,
    migrations: tuple[Migration, ...],
    undecided: UndecidedPolicy = UndecidedPolicy.JOIN,
    **commitments: Commitment,
) -> Portfolio:
    """A department `d`, its body `b`, the body's own body `bb`, and a department `x` beside them."""
    parents = {"d": None, "b": "d", "bb": "b", "x": None}
    organisations = tuple(
        Organisation(id=id, name=id.upper(), parent=parent, commitment=commitments.get(id, Commitment.COMMITTED))
        for id, parent in parents.items()
    )
    return Portfolio(
        name="family",
        status_date=on("2026-01-01"),
        horizon_date=on("2032-01-01"),
        policy=Policy(undecided=undecided),
        organisations=organisations,
        contracts=(contract,),
        migrations=migrations,
    )


def _moving(organisation: str, *releases: str, id: str | None = None) -> Migration:
    return Migration(id=id or f"m-{organisation}", organisation=organisation, cluster="k", releases=releases)


@pytest.mark.parametrize(
    ("commitment", "policy", "expected"),
    [
        (Commitment.COMMITTED, UndecidedPolicy.JOIN, False),
        (Commitment.COMMITTED, UndecidedPolicy.STAY, False),
        (Commitment.UNDECIDED, UndecidedPolicy.JOIN, False),
        (Commitment.UNDECIDED, UndecidedPolicy.STAY, True),
        (Commitment.DECLINED, UndecidedPolicy.JOIN, True),
        (Commitment.DECLINED, UndecidedPolicy.STAY, True),
    ],
)
def test_who_stays(commitment: Commitment, policy: UndecidedPolicy, expected: bool) -> None:
    portfolio = _family(contract=_contract(), migrations=(), undecided=policy, d=commitment)
    assert stays(portfolio, "d") is expected


def test_migrations_of_those_who_stay_are_not_planned() -> None:
    migrations = (_moving("d"), _moving("x"))
    portfolio = _family(contract=_contract(), migrations=migrations, d=Commitment.DECLINED)
    assert [migration.id for migration in planned_migrations(portfolio)] == ["m-x"]


def test_lineage_goes_up_to_the_department() -> None:
    portfolio = _family(contract=_contract(), migrations=())
    assert list(lineage(portfolio, "bb")) == ["bb", "b", "d"]
    assert department_of(portfolio, "bb") == "d"
    assert department_of(portfolio, "d") == "d"


def test_lineage_ends_where_parents_run_in_a_circle() -> None:
    portfolio = _family(contract=_contract(), migrations=())
    circle = tuple(
        replace(organisation, parent="bb") if organisation.id == "d" else organisation
        for organisation in portfolio.organisations
    )
    assert list(lineage(replace(portfolio, organisations=circle), "d")) == ["d", "bb", "b"]


def test_served_organisations_are_those_stated() -> None:
    contract = _contract(organisations=("b", "x"), buyer="d")
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"),))
    assert served_organisations(portfolio, contract) == ("b", "x")


def test_served_organisations_default_to_those_whose_migrations_release_it() -> None:
    contract = _contract(buyer="x")
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"), _moving("d", "c", id="m-d2"), _moving("b")))
    assert served_organisations(portfolio, contract) == ("d",)


def test_served_organisations_default_to_the_buyer_where_nobody_releases_it() -> None:
    contract = _contract(buyer="x")
    assert served_organisations(_family(contract=contract, migrations=()), contract) == ("x",)


def test_a_buyer_that_is_no_organisation_serves_nobody() -> None:
    contract = _contract(buyer="a supplier")
    assert served_organisations(_family(contract=contract, migrations=()), contract) == ()


def test_a_contract_that_no_migration_releases_has_no_route() -> None:
    contract = _contract(organisations=("d",))
    assert has_no_route(_family(contract=contract, migrations=(_moving("d"),)), contract)


def test_a_contract_whose_organisations_all_move_has_a_route() -> None:
    contract = _contract(organisations=("d", "x"))
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"), _moving("x", "c")))
    assert not has_no_route(portfolio, contract)
    assert [migration.id for migration in releasing_migrations(portfolio, contract)] == ["m-d", "m-x"]


def test_a_body_without_a_migration_moves_with_its_department() -> None:
    contract = _contract(organisations=("bb",))
    assert not has_no_route(_family(contract=contract, migrations=(_moving("d", "c"),)), contract)


def test_a_body_does_not_move_with_the_department_beside_it() -> None:
    contract = _contract(organisations=("b", "x"))
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"),))
    assert organisations_without_route(portfolio, contract) == ("x",)
    assert has_no_route(portfolio, contract)


def test_a_department_does_not_move_with_its_body() -> None:
    contract = _contract(organisations=("d", "b"))
    portfolio = _family(contract=contract, migrations=(_moving("b", "c"),))
    assert organisations_without_route(portfolio, contract) == ("d",)


def test_a_declined_body_keeps_the_contract_of_its_department() -> None:
    contract = _contract(organisations=("d", "b"))
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"),), b=Commitment.DECLINED)
    assert organisations_without_route(portfolio, contract) == ("b",)


def test_a_declined_department_leaves_its_body_without_a_way_off() -> None:
    contract = _contract(organisations=("b",))
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"),), d=Commitment.DECLINED)
    assert organisations_without_route(portfolio, contract) == ("b",)


def test_a_body_with_its_own_migration_moves_without_its_declined_department() -> None:
    contract = _contract(organisations=("b",))
    portfolio = _family(contract=contract, migrations=(_moving("b", "c"),), d=Commitment.DECLINED)
    assert not has_no_route(portfolio, contract)


@pytest.mark.parametrize(("policy", "expected"), [(UndecidedPolicy.JOIN, False), (UndecidedPolicy.STAY, True)])
def test_an_undecided_organisation_has_a_route_by_policy(policy: UndecidedPolicy, expected: bool) -> None:
    contract = _contract(organisations=("d",))
    portfolio = _family(contract=contract, migrations=(_moving("d", "c"),), undecided=policy, d=Commitment.UNDECIDED)
    assert has_no_route(portfolio, contract) is expected


def test_the_standard_mode_comes_first() -> None:
    fast = Mode(migration="m-d", id="fast", profile="quick", extra_pounds=9)
    portfolio = replace(_family(contract=_contract(), migrations=(_moving("d"),)), modes=(fast,))
    standard, other = all_modes(portfolio, portfolio.migrations[0])
    assert (standard.id, standard.profile, standard.extra_pounds) == (STANDARD_MODE, "default", 0)
    assert other == fast
