"""What each kind of operation changes in a portfolio, and that it changes nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.contracts import OptionState
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.domain.organisations import Commitment
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis
from planner.errors import InputError
from planner.futures import apply_scenario, overlay, parse_scenarios
from planner.reading.overlay.table_rows import read_tables, table_rows
from tests.futures.written_scenarios import scenario, under
from tests.sample import programme


def messages(body: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        under(body)
    return [str(finding) for finding in caught.value.findings]


def without_provenance(portfolio: Portfolio) -> Portfolio:
    tables: dict[str, Any] = {
        name: tuple(replace(record, provenance=programme().provenance) for record in value)
        for name, value in vars(portfolio).items()
        if isinstance(value, tuple) and value and hasattr(value[0], "provenance")
    }
    return replace(portfolio, **tables)


def test_the_programme_survives_its_tables() -> None:
    assert read_tables(table_rows(programme()), "programme").portfolio == programme()


def test_a_portfolio_given_stays_as_it_is() -> None:
    before = programme()
    apply_scenario(before, scenario('[[slip]]\nids = ["north-ready"]\nmonths = 1'))
    assert before == programme()


def test_no_scenario_changes_nothing() -> None:
    assert apply_scenario(programme()) == programme()


class TestSlip:
    def test_moves_a_forecast_by_months(self) -> None:
        # 31 January and one month: 28 February 2030.
        milestone = under('[[slip]]\nids = ["north-ready"]\nmonths = 1').milestone_by_id["north-ready"]
        assert milestone.forecast_date == date(2030, 2, 28)

    def test_moves_early_likely_and_late_together(self) -> None:
        milestone = under('[[slip]]\nclusters = ["south"]\ndays = 10').milestone_by_id["south-ready"]
        assert (milestone.early_date, milestone.likely_date, milestone.late_date) == (
            date(2030, 3, 10),
            date(2030, 4, 10),
            date(2030, 9, 10),
        )

    def test_moves_months_first_and_days_after_them(self) -> None:
        # 31 January, a month back is 31 December 2029, less a day: 30 December.
        milestone = under('[[slip]]\nids = ["north-ready"]\nmonths = -1\ndays = -1').milestone_by_id["north-ready"]
        assert milestone.forecast_date == date(2029, 12, 30)

    def test_leaves_achieved_milestones_alone(self) -> None:
        after = under('[[slip]]\nclusters = ["north"]\nmonths = 12')
        assert after.milestone_by_id["signed"] == programme().milestone_by_id["signed"]

    def test_warns_when_nothing_it_selects_can_move(self) -> None:
        laid = overlay(programme(), scenario('[[slip]]\nids = ["signed"]\nmonths = 12'))
        assert [finding.code for finding in laid.warnings] == ["already-achieved"]

    def test_moves_dates_of_other_tables(self) -> None:
        body = '[[slip]]\ntable = "contracts"\nsuppliers = ["Acme"]\ncolumns = ["expiry_date"]\nmonths = -4'
        after = under(body)
        assert after.contract_by_id["k"].expiry_date == date(2030, 2, 28)
        assert after.contract_by_id["f"] == programme().contract_by_id["f"]

    def test_beyond_the_calendar_is_a_finding(self) -> None:
        (message,) = messages('[[slip]]\nids = ["north-ready"]\nmonths = 120000')
        assert "forecast_date: 2030-01-31 would leave the calendar; move it by less" in message


class TestSelection:
    @pytest.mark.parametrize(
        ("selection", "options"),
        [
            ('ids = ["k2"]', {"k2"}),
            ('suppliers = ["Acme"]', {"k1", "k2"}),
            ('clusters = ["south"]', {"f1"}),
            ('departments = ["dep"]', {"k1", "k2"}),
            ('organisations = ["body"]', {"k1", "k2"}),  # the contract serves the body as well
            ('where = { kind = "bridge" }', {"k2"}),
            ('where = { kind = ["option", "bridge"] }', {"k1", "k2", "f1"}),
            ('where = { state = "available" }', {"k1", "k2", "f1"}),  # a blank cell has the default
            ('suppliers = ["Acme", "Other"]\nwhere = { sequence = 1 }', {"k1", "f1"}),
            ("all = true", {"k1", "k2", "f1"}),
        ],
    )
    def test_picks_rows(self, selection: str, options: set[str]) -> None:
        after = under(f'[[set]]\ntable = "options"\n{selection}\nvalues = {{ state = "refused" }}')
        assert {option.id for option in after.options if option.state is OptionState.REFUSED} == options

    def test_a_department_takes_its_bodies_with_it(self) -> None:
        after = under('[[commitment]]\ndepartments = ["dep"]\nto = "declined"')
        assert [organisation.commitment for organisation in after.organisations] == [
            Commitment.DECLINED,
            Commitment.DECLINED,
            Commitment.UNDECIDED,
        ]

    def test_an_organisation_comes_alone(self) -> None:
        after = under('[[commitment]]\norganisations = ["dep"]\nto = "declined"')
        assert after.organisation_by_id["body"].commitment is Commitment.COMMITTED

    @pytest.mark.parametrize(
        ("selection", "message"),
        [
            ('ids = ["k3"]', 's.set[1]: ids: "k3" is not an id of options; write one of f1, k1, k2'),
            ('clusters = ["sout"]', 's.set[1]: clusters: "sout" is not one of the clusters; did you mean "south"?'),
            ('suppliers = ["acme "]', 's.set[1]: suppliers: "acme " is not one of the suppliers; did you mean "Acme"?'),
            (
                'departments = ["dap"]',
                's.set[1]: departments: "dap" is not one of the departments; did you mean "dep"?',
            ),
            ('where = { knd = "x" }', 's.set[1]: where: "knd" is not a column of options; did you mean "kind"?'),
        ],
    )
    def test_names_the_nearest_to_an_unknown_name(self, selection: str, message: str) -> None:
        (found,) = messages(f'[[set]]\ntable = "options"\n{selection}\nvalues = {{ state = "refused" }}')
        assert found.endswith(message)
        assert found.startswith("scenarios.toml line 2, ")

    def test_says_which_tables_have_no_clusters(self) -> None:
        (found,) = messages('[[scale]]\ntable = "phases"\nclusters = ["north"]\ncolumns = ["days"]\nfactor = 2')
        assert "rows of phases cannot be selected by clusters; select by ids or where" in found

    def test_of_nothing_is_a_warning(self) -> None:
        body = '[[set]]\ntable = "options"\nclusters = ["south"]\nwhere = { kind = "bridge" }\nvalues = { months = 1 }'
        laid = overlay(programme(), scenario(body))
        assert [finding.code for finding in laid.warnings] == ["selects-nothing"]
        assert laid.portfolio == programme()


class TestSet:
    def test_writes_dates_numbers_and_texts(self) -> None:
        body = (
            '[[set]]\ntable = "contracts"\nids = ["k"]\n'
            'values = { expiry_date = 2030-12-31, notice = 6, notice_unit = "months", supplier = "New" }'
        )
        contract = under(body).contract_by_id["k"]
        assert (contract.expiry_date, str(contract.notice), contract.supplier) == (
            date(2030, 12, 31),
            "6 months",
            "New",
        )

    def test_of_blank_takes_a_value_away(self) -> None:
        after = under('[[set]]\ntable = "contracts"\nids = ["k"]\nvalues = { exposure_pounds_per_day = "" }')
        assert after.contract_by_id["k"].exposure_pounds_per_day is None

    def test_of_a_list_writes_a_list(self) -> None:
        after = under('[[set]]\ntable = "contracts"\nids = ["k"]\nvalues = { organisations = ["dep", "far"] }')
        assert after.contract_by_id["k"].organisations == ("dep", "far")

    def test_of_a_wrong_value_is_found_by_the_checks_of_reading(self) -> None:
        (found,) = messages('[[set]]\ntable = "options"\nids = ["k1"]\nvalues = { state = "laped" }')
        assert found == (
            'scenarios.toml line 2, s.set[1]: it leaves options k1, state unsound: "laped" is not one of the values; '
            'did you mean "lapsed"?'
        )

    def test_of_an_unknown_reference_is_found_with_the_nearest_id(self) -> None:
        (found,) = messages('[[set]]\ntable = "migrations"\nids = ["m-dep"]\nvalues = { cluster = "nort" }')
        assert 'it leaves migrations m-dep, cluster unsound: there is no cluster "nort"; did you mean "north"?' in found

    def test_marks_a_row_as_assumed_by_the_scenario(self) -> None:
        after = under('[[set]]\ntable = "options"\nids = ["k1"]\nvalues = { fee_pounds = 5 }')
        provenance = after.option_by_id["k1"].provenance
        assert (provenance.basis, provenance.reason) == (Basis.ASSUMED, "scenario s")

    def test_of_the_same_value_leaves_the_row_untouched(self) -> None:
        body = '[[set]]\ntable = "options"\nids = ["k1"]\nvalues = { fee_pounds = 10 }'
        laid = overlay(programme(), scenario(body))
        assert (laid.changes, laid.portfolio) == ((), programme())


class TestFigures:
    def test_scale_rounds_whole_numbers_half_up(self) -> None:
        # 7,300 x 1.0005 = 7,303.65; 3,650 x 1.0005 = 3,651.825
        body = '[[scale]]\ntable = "contracts"\nall = true\ncolumns = ["annual_price_pounds"]\nfactor = 1.0005'
        assert [contract.annual_price_pounds for contract in under(body).contracts] == [7_304, 3_652]

    def test_scale_by_per_cent(self) -> None:
        body = '[[scale]]\ntable = "contracts"\nids = ["k"]\ncolumns = ["annual_price_pounds"]\npercent = -50'
        assert under(body).contract_by_id["k"].annual_price_pounds == 1_825

    def test_scale_lets_what_is_not_stated_be(self) -> None:
        body = '[[scale]]\ntable = "options"\nall = true\ncolumns = ["annual_price_pounds"]\nfactor = 2'
        assert [option.annual_price_pounds for option in under(body).options] == [None, 2_400, None]

    def test_scale_of_nothing_stated_is_a_warning(self) -> None:
        body = '[[scale]]\ntable = "options"\nids = ["f1"]\ncolumns = ["annual_price_pounds"]\nfactor = 2'
        assert [finding.code for finding in overlay(programme(), scenario(body)).warnings] == ["nothing-stated"]

    def test_reprice_raises_the_price_however_it_is_stated(self) -> None:
        # k1: 1,200 x 1.3 = 1,560. k2: 1.1 x 1.3 = 1.43. f1: no uplift, so 30 %.
        f1, k1, k2 = under("[[reprice]]\nall = true\npercent = 30").options
        assert (k1.annual_price_pounds, k2.uplift_percent, f1.uplift_percent) == (1_560, 43.0, 30.0)

    def test_reprice_leaves_fees_unless_told(self) -> None:
        assert under("[[reprice]]\nall = true\npercent = 30").option_by_id["k1"].fee_pounds == 10
        assert under("[[reprice]]\nall = true\npercent = 30\nfees = true").option_by_id["k1"].fee_pounds == 13

    def test_reprice_leaves_settled_options(self) -> None:
        body = '[[set]]\ntable = "options"\nids = ["k1"]\nvalues = { state = "exercised" }\n'
        assert under(f"{body}[[reprice]]\nall = true\npercent = 30").option_by_id["k1"].annual_price_pounds == 1_200

    def test_a_third_more_and_a_quarter_less_is_the_price_before(self) -> None:
        # 1.2 x 0.8333.. would drift; 1.25 x 0.8 = 1 exactly.
        body = "[[reprice]]\nall = true\npercent = 25\n[[reprice]]\nall = true\npercent = -20"
        f1, k1, k2 = under(body).options
        assert (k1.annual_price_pounds, k2.uplift_percent, f1.uplift_percent) == (1_200, 10.0, 0.0)


class TestAddAndRemove:
    def test_add_puts_a_row_in_its_place(self) -> None:
        body = '[[add]]\ntable = "options"\nrows = { id = "f2", contract = "f", sequence = 2, months = 3 }'
        assert [option.id for option in under(body).options] == ["f1", "f2", "k1", "k2"]

    def test_add_of_a_known_id_is_an_error(self) -> None:
        (found,) = messages(
            '[[add]]\ntable = "options"\nrows = { id = "f1", contract = "f", sequence = 2, months = 3 }'
        )
        assert found.startswith("scenarios.toml line 2, s.add[1]: it leaves options f1, id unsound: ")

    def test_add_without_a_required_value_says_which(self) -> None:
        found = messages('[[add]]\ntable = "options"\nrows = { id = "f2", contract = "f", months = 3 }')
        assert "it leaves options f2, sequence unsound: sequence is blank" in found[0]

    def test_remove_takes_options_and_modes_along(self) -> None:
        after = under('[[remove]]\ntable = "contracts"\nids = ["f"]')
        assert [option.id for option in after.options] == ["k1", "k2"]
        assert after.migration_by_id["m-far"].releases == ()

    def test_remove_of_a_migration_takes_modes_precedences_and_small_groups_along(self) -> None:
        after = under('[[remove]]\ntable = "migrations"\nids = ["m-far"]')
        assert (after.modes, after.groups) == ((), ())
        assert [precedence.successor for precedence in after.precedences] == ["m-body", "m-dep"]

    def test_remove_of_an_organisation_leaves_nothing_that_names_it(self) -> None:
        after = under('[[remove]]\ntable = "organisations"\nids = ["far"]')
        assert [migration.id for migration in after.migrations] == ["m-body", "m-dep"]
        assert after.contract_by_id["f"].organisations == ()

    def test_a_name_removed_before_is_no_mistake(self) -> None:
        body = (
            '[[remove]]\ntable = "options"\nids = ["f1"]\n'
            '[[set]]\ntable = "options"\nids = ["f1"]\nvalues = { months = 3 }'
        )
        laid = overlay(programme(), scenario(body))
        assert [finding.code for finding in laid.warnings] == ["selects-nothing"]


class TestCapacity:
    def test_one_more_for_good_changes_every_step(self) -> None:
        after = under("[[capacity]]\nall = true\nby = 1")
        assert [resource.capacity for resource in after.resources] == [2, 2]
        assert [step.capacity for step in after.capacity_steps] == [4]

    def test_fewer_never_falls_below_none(self) -> None:
        after = under('[[capacity]]\nids = ["team-south"]\nby = -3')
        assert [resource.capacity for resource in after.resources] == [1, 0]

    def test_for_a_time_returns_to_what_was_planned(self) -> None:
        # Capacity 1, from 1 July 3. One more from 1 June to 1 August: 1, 2, 4, 3.
        body = '[[capacity]]\nids = ["team-north"]\nby = 1\nfrom_date = 2030-06-01\nuntil_date = 2030-08-01'
        after = under(body)
        steps = {(step.from_date.month, step.capacity) for step in after.capacity_steps}
        assert after.resource_by_id["team-north"].capacity == 1
        assert steps == {(6, 2), (7, 4), (8, 3)}

    def test_to_a_number(self) -> None:
        after = under('[[capacity]]\nwhere = { kind = "team" }\nclusters = ["north"]\nto = 5')
        assert (after.resources[0].capacity, after.capacity_steps[0].capacity) == (5, 5)


class TestFreezeAndSettings:
    def test_freeze_is_added(self) -> None:
        body = (
            '[[freeze]]\nid = "more"\nfrom_date = 2030-08-01\nuntil_date = 2030-09-01\n'
            'scope = "cluster"\nsubject = "south"'
        )
        assert [(freeze.id, freeze.subject) for freeze in under(body).freezes] == [("close", None), ("more", "south")]

    def test_policy_figures_are_set(self) -> None:
        scenarios = parse_scenarios('[scenario.s.policy]\nbuffer_days = 30\npriority = "cover"')
        policy = apply_scenario(programme(), scenarios["s"]).policy
        assert (policy.buffer_days, policy.priority) == (30, Priority.COVER)

    def test_settings_of_the_portfolio_are_set(self) -> None:
        scenarios = parse_scenarios("[scenario.s.portfolio]\nhorizon_date = 2035-01-01")
        assert apply_scenario(programme(), scenarios["s"]).horizon_date == date(2035, 1, 1)


def added_ties(after: Portfolio) -> list[Precedence]:
    """The precedences that the portfolio did not have before."""
    return [tie for tie in after.precedences if tie not in programme().precedences]


class TestOrder:
    def test_by_users_ties_each_organisation_to_the_one_before(self) -> None:
        after = under('[[order]]\nall = true\nby = "smallest"')
        added = added_ties(after)
        assert [(tie.predecessor, tie.successor, tie.kind) for tie in added] == [
            ("m-body", "m-dep", PrecedenceKind.START_START)
        ]

    def test_by_largest_is_the_other_way_round(self) -> None:
        (tie,) = added_ties(under('[[order]]\nall = true\nby = "largest"'))
        assert (tie.predecessor, tie.successor) == ("m-dep", "m-body")

    def test_never_against_a_precedence_that_is_there(self) -> None:
        body = (
            '[[add]]\ntable = "precedences"\nrows = { predecessor = "m-dep", successor = "m-body", lag_days = -30 }\n'
            '[[order]]\nall = true\nby = "smallest"'
        )
        ties = [tie for tie in under(body).precedences if tie.kind is PrecedenceKind.START_START]
        assert [(tie.predecessor, tie.successor) for tie in ties] == [("m-dep", "m-body")]

    def test_leaves_alone_what_waits_for_other_milestones(self) -> None:
        body = (
            '[[set]]\ntable = "precedences"\nwhere = { successor = "m-body" }\nvalues = { predecessor = "signed" }\n'
            '[[order]]\nall = true\nby = "largest"'
        )
        assert len(under(body).precedences) == 3


class TestStacking:
    TEXT = """
[scenario.late]
[[scenario.late.slip]]
ids = ["north-ready"]
months = 1
[scenario.later]
extends = "late"
[[scenario.later.slip]]
ids = ["north-ready"]
months = 1
"""

    def test_inherited_operations_come_first(self) -> None:
        # 31 January + 1 month is 28 February, + 1 month is 28 March: two slips, not one of two months.
        later = parse_scenarios(self.TEXT)["later"]
        assert apply_scenario(programme(), later).milestone_by_id["north-ready"].forecast_date == date(2030, 3, 28)

    def test_a_shared_layer_is_applied_once(self) -> None:
        scenarios = parse_scenarios(self.TEXT)
        after = apply_scenario(programme(), scenarios["late"], scenarios["later"])
        assert after.milestone_by_id["north-ready"].forecast_date == date(2030, 3, 28)

    def test_changes_say_which_scenario_made_them(self) -> None:
        changes = overlay(programme(), parse_scenarios(self.TEXT)["later"]).changes
        assert [(change.scenario, change.before, change.after) for change in changes] == [
            ("late", "2030-01-31", "2030-02-28"),
            ("later", "2030-02-28", "2030-03-28"),
        ]


def test_a_change_and_its_opposite_leave_the_portfolio_but_for_its_basis() -> None:
    body = '[[slip]]\nids = ["south-ready"]\ndays = 40\n[[slip]]\nids = ["south-ready"]\ndays = -40'
    after = under(body)
    assert without_provenance(after) == without_provenance(programme())
    assert after.milestone_by_id["south-ready"].provenance.basis is Basis.ASSUMED
