"""What the Whitehall case holds."""

from __future__ import annotations

from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.reading import check
from planner.reading.warnings.uncertain.still import CERTAIN_DATE, HELD_STILL
from tests.data.conftest import TINY, WHITEHALL
from tests.reading.folder import OF_RISK

MATRIX_DEPARTMENTS = {"CO", "DSIT", "DESNZ", "DCMS", "DBT", "AGO", "DFE", "DHSC", "HMT"}


def departments(portfolio: Portfolio) -> dict[str, str]:
    """Cluster by department."""
    return {unit.id: str(unit.cluster) for unit in portfolio.organisations if unit.parent is None}


def test_checking_finds_no_error_in_either_folder() -> None:
    assert check(WHITEHALL).errors == ()
    assert check(TINY).errors == ()


def test_the_only_oddities_are_the_two_contracts_without_a_route() -> None:
    warnings = [finding for finding in check(WHITEHALL).warnings if finding.code not in OF_RISK]
    odd = {finding.found or finding.message for finding in warnings}
    assert len(odd) == 2
    assert all("CITB-SSCL" in text or "BC-SAP" in text for text in odd)


def test_there_are_five_clusters(whitehall: Portfolio) -> None:
    assert {cluster.name for cluster in whitehall.clusters} == {"Synergy", "Matrix", "Unity", "Defence", "Overseas"}


def test_the_eighteen_departments_are_four_nine_three_one_and_one(whitehall: Portfolio) -> None:
    by_cluster: dict[str, set[str]] = {}
    for department, cluster in departments(whitehall).items():
        by_cluster.setdefault(cluster, set()).add(department)
    assert by_cluster == {
        "SYN": {"DWP", "MOJ", "HO", "DEFRA"},
        "MTX": MATRIX_DEPARTMENTS,
        "UNI": {"HMRC", "DFT", "MHCLG"},
        "DEF": {"MOD"},
        "OVS": {"FCDO"},
    }


def test_there_are_ninety_one_bodies_each_below_a_department(whitehall: Portfolio) -> None:
    bodies = [unit for unit in whitehall.organisations if unit.parent is not None]
    assert len(bodies) == 91
    assert {body.parent for body in bodies} <= set(departments(whitehall))


def test_exactly_treasury_and_education_are_undecided(whitehall: Portfolio) -> None:
    undecided = {unit.id for unit in whitehall.organisations if unit.commitment is Commitment.UNDECIDED}
    assert undecided == {"HMT", "DFE"}


def test_the_size_is_that_of_a_real_programme(whitehall: Portfolio) -> None:
    assert 60 <= len(planned_migrations(whitehall)) <= 110
    assert len(whitehall.contracts) >= 50


def test_every_department_but_the_live_one_has_a_migration(whitehall: Portfolio) -> None:
    moving = {migration.organisation for migration in whitehall.migrations}
    assert set(departments(whitehall)) - moving == {"FCDO"}


def test_clusters_meet_only_at_the_shared_payroll_examiners(whitehall: Portfolio) -> None:
    shared = {resource.id for resource in whitehall.resources if len(resource.clusters) != 1}
    assert shared == {"payroll-assurance"}
    cluster_of: dict[str, str | None] = {move.id: move.cluster for move in whitehall.migrations}
    cluster_of |= {milestone.id: milestone.cluster for milestone in whitehall.milestones}
    assert all(cluster_of[tie.predecessor] == cluster_of[tie.successor] for tie in whitehall.precedences)
    assert all(len({cluster_of[member] for member in group.migrations}) == 1 for group in whitehall.groups)
    for contract in whitehall.contracts:
        releasing = {move.cluster for move in whitehall.migrations if contract.id in move.releases}
        assert len(releasing) <= 1


def test_contracts_are_shared_where_the_sources_say_so(whitehall: Portfolio) -> None:
    serves = {contract.id: set(contract.organisations) for contract in whitehall.contracts}
    assert {"DBT", "DESNZ", "DSIT", "UKSA", "INSS", "UKRI"} <= serves["UKSBS-ORA-2026"]
    assert serves["SAP-ECC6-SUPPORT"] == {"HMRC", "DFT", "MHCLG"}
    assert {"DFT", "DVLA", "DVSA", "VCA"} <= serves["DFT-ARVATO"]


def test_payroll_always_moves_with_hr(whitehall: Portfolio) -> None:
    tied = [set(group.migrations) for group in whitehall.groups if group.bridge_pounds_per_day is None]
    payrolls = {move.id: move.organisation for move in whitehall.migrations if move.services == ("payroll",)}
    assert len(payrolls) == 4
    assert all({payroll, f"{organisation}-HR"} in tied for payroll, organisation in payrolls.items())


def test_the_page_about_the_data_counts_what_is_there(whitehall: Portfolio) -> None:
    page = (WHITEHALL.parent / "README.md").read_text(encoding="utf-8")
    bodies = sum(unit.parent is not None for unit in whitehall.organisations)
    placeholders = sum(contract.id.endswith("-OWN") for contract in whitehall.contracts)
    assert f"{bodies} bodies, {len(whitehall.contracts)} contracts, {len(whitehall.migrations)} migrations" in page
    assert f"{placeholders} of them have a contract of their own" in page


def test_what_nothing_uncertain_moves_is_named_in_one_warning() -> None:
    (finding,) = [finding for finding in check(WHITEHALL).warnings if finding.code == CERTAIN_DATE]
    assert finding.message.startswith('5 migrations ("FCDOS-ALL", "INSS-ALL", "MMO-ALL", "NE-ALL", "WP-ALL") wait for')
    assert [finding for finding in check(WHITEHALL).warnings if finding.code == HELD_STILL] == []
