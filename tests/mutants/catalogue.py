"""The mutants: for every rule, cost term and flag one small break in each place that knows it, and who must notice.

A break is a text that occurs once in its file, and what stands there instead. The rows of the table follow from `Rule`,
`Term` and `Flag` (`ROWS`), so a rule, term or flag without a mutant in one of its places is missing from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.rules import Rule, Term
from planner.plan.flagging.records import Flag


class Part(StrEnum):
    """Where a rule, a term or a flag is known."""

    MODEL = "model"
    JUDGE = "judge"
    PRICING = "pricing"
    FLAGGING = "flagging"


@dataclass(frozen=True)
class Mutant:
    """A break of `subject` in one part: `text` in `file` becomes `instead`, and a test of `noticed_by` must fail."""

    subject: Rule | Term | Flag
    part: Part
    file: str
    text: str
    instead: str
    noticed_by: str

    @property
    def row(self) -> tuple[str, str, Part]:
        """Kind, name and part."""
        return type(self.subject).__name__.lower(), self.subject.value, self.part


ROWS: tuple[tuple[str, str, Part], ...] = (
    *(("rule", rule.value, part) for rule in Rule for part in (Part.MODEL, Part.JUDGE)),
    *(("term", term.value, part) for term in Term for part in (Part.MODEL, Part.PRICING)),
    *(("flag", flag.value, Part.FLAGGING) for flag in Flag),
)
"""Every row there has to be."""

MODEL = "planner/solver/model/"
BREACHES = "planner/plan/breaches/"
BY_HAND = "tests/solver/test_rules_by_hand.py::"
EDGES = "tests/solver/test_edges_of_rules.py::"
IN_TIME = "tests/plan/test_rules_in_time.py::"
ANCHORS = "tests/solver/test_anchors.py::"
IN_WORKING_DAYS = "tests/plan/test_working_days.py::"
SOLVED_IN_WORKING_DAYS = "tests/solver/test_working_days.py::"
ON_OPTIONS = "tests/plan/test_rules_on_options.py::"
TOGETHER = "tests/plan/test_rules_together.py::"
MEASURES = "tests/plan/test_measures.py::"
FLAGS = "tests/plan/test_flags.py::"


def _in_model(rule: Rule, file: str, text: str, instead: str, test: str = "") -> Mutant:
    name = rule.name.lower()
    return Mutant(rule, Part.MODEL, MODEL + file, text, instead, test or f"{BY_HAND}TestRules::test_{name}")


def _in_judge(rule: Rule, file: str, text: str, instead: str, test: str) -> Mutant:
    return Mutant(rule, Part.JUDGE, BREACHES + file, text, instead, test)


def _in_objective(term: Term, file: str, text: str, instead: str) -> Mutant:
    return Mutant(term, Part.MODEL, MODEL + file, text, instead, f"{BY_HAND}TestTerms::test_{term.name.lower()}")


def _in_ledger(term: Term, text: str, instead: str, test: str) -> Mutant:
    return Mutant(term, Part.PRICING, "planner/plan/ledger.py", text, instead, MEASURES + test)


def _in_facts(flag: Flag, text: str, instead: str, test: str) -> Mutant:
    return Mutant(flag, Part.FLAGGING, "planner/plan/flagging/facts.py", text, instead, FLAGS + test)


RULES_IN_THE_MODEL: tuple[Mutant, ...] = (
    _in_model(
        Rule.COMPLETE,
        "constraints.py",
        "v.model.add_exactly_one(row)",
        "v.model.add_at_most_one(row)",
        "tests/solver/test_broken_constraints.py::test_a_model_without_completeness_may_plan_nothing_at_all",
    ),
    _in_model(Rule.RELEASE, "windows.py", "max(0, migration.release_day)", "max(0, migration.release_day - 1)"),
    _in_model(
        Rule.DEADLINE,
        "compilation.py",
        "portfolio.axis.position_before(portfolio.day_of(stated))",
        "portfolio.position_of(stated)",
        f"{SOLVED_IN_WORKING_DAYS}test_a_deadline_on_a_sunday_is_not_met_on_the_monday_after_it",
    ),
    _in_model(
        Rule.PRECEDENCE, "constraints.py", "after >= before + arc.lag_days", "after >= before + arc.lag_days - 1"
    ),
    _in_model(
        Rule.PRECEDENCE,
        "instance.py",
        "return self.cutover_offset if anchor is Anchor.CUTOVER else self.duration",
        "return self.duration",
        f"{ANCHORS}test_case_21c_starts_when_its_predecessor_has_cut_over_in_the_faster_mode",
    ),
    _in_model(
        Rule.PRECEDENCE,
        "windows.py",
        "for anchor, day in migration.gates]",
        "for anchor, day in migration.gates[:0]]",
        f"{ANCHORS}test_case_36c_cuts_over_when_the_milestone_is_reached_and_starts_before_it",
    ),
    _in_model(
        Rule.PRECEDENCE,
        "neighbourhood.py",
        "arc.arrives) - arc.lag_days",
        "arc.arrives) + arc.lag_days",
        f"{ANCHORS}test_a_neighbourhood_leaves_the_starts_that_keep_every_precedence_with_the_rest",
    ),
    _in_model(
        Rule.CAPACITY, "constraints.py", "demands[r], resource_case.most)", "demands[r], resource_case.most + 1)"
    ),
    _in_model(
        Rule.CAPACITY,
        "constraints.py",
        "first = max(use.from_offset, -(mode.fixed_start_day or 0))",
        "first = use.from_offset",
        f"{EDGES}TestStatusDate::test_what_was_taken_before_it_is_not_asked",
    ),
    _in_model(Rule.FREEZE, "windows.py", "[max(0, first) - mode.cutover_offset, until - 1", "[first, until - 2"),
    _in_model(
        Rule.FREEZE,
        "windows.py",
        "[max(0, first) - mode.cutover_offset",
        "[max(1, first) - mode.cutover_offset",
        f"{EDGES}TestStatusDate::test_a_freeze_binds_a_cutover_on_the_status_date",
    ),
    _in_model(Rule.WAVE_WINDOW, "windows.py", "[first - mode.cutover_offset, until", "[first - mode.duration, until"),
    _in_model(Rule.OPTION_CHAIN, "constraints.py", "add_implication(after, before)", "add_implication(after, after)"),
    _in_model(Rule.OPTION_AVAILABLE, "constraints.py", "v.model.add(used == 0)", "v.model.add(used <= 1)"),
    _in_model(Rule.BUNDLE, "option_limits.py", "{one: 1, other: -1}, exact=True", "{one: 1, other: -1}"),
    _in_model(Rule.GROUP, "constraints.py", "v.cutover(i) == v.cutover(group", "v.cutover(i) >= v.cutover(group"),
    _in_model(Rule.COMMITMENT, "windows.py", "return Domain(mode.fixed_start_day, ", "return Domain(0, "),
    _in_model(Rule.COMMITMENT, "constraints.py", "v.model.add(used == 1)", "v.model.add(used <= 1)"),
    _in_model(Rule.BUDGET, "option_limits.py", "Rule.BUDGET, budget.pounds,", "Rule.BUDGET, budget.pounds + 1,"),
    _in_model(
        Rule.BUDGET,
        "option_limits.py",
        "for budget in portfolio.budgets:",
        "for budget in {budget.financial_year: budget for budget in portfolio.budgets}.values():",
        f"{EDGES}TestOptions::test_of_two_budgets_of_one_year_the_smaller_binds",
    ),
    _in_model(Rule.NEGOTIATIONS, "option_limits.py", "Rule.NEGOTIATIONS, most,", "Rule.NEGOTIATIONS, most + 1,"),
    _in_model(Rule.DEADLINE, "windows.py", "migration.deadline_day - mode", "migration.deadline_day + 1 - mode"),
    _in_model(
        Rule.HORIZON,
        "windows.py",
        "BEGINNING, instance.horizon_position - mode",
        "BEGINNING, instance.horizon_position + 1 - mode",
    ),
    _in_model(
        Rule.MUST_BE_OFF,
        "windows.py",
        "migration.latest_need_day - mode",
        "migration.latest_need_day + 1 - mode",
    ),
)

RULES_BEFORE_THE_JUDGE: tuple[Mutant, ...] = (
    _in_judge(
        Rule.COMPLETE,
        "completeness.py",
        "if id not in times:",
        "if False:",
        f"{TOGETHER}TestComplete::test_a_missing_migration_breaks_it",
    ),
    _in_judge(
        Rule.RELEASE,
        "limits_in_time.py",
        "if early > 0 and id not in begun:",
        "if early > 1 and id not in begun:",
        f"{IN_TIME}TestRelease::test_a_start_yesterday_breaks_it_by_a_day",
    ),
    _in_judge(
        Rule.RELEASE,
        "limits_in_time.py",
        "axis.open_day(entry.start_day) - entry.start_day) > 0",
        "axis.open_day(entry.start_day) - entry.start_day) > 2",
        f"{IN_WORKING_DAYS}TestRules::test_a_start_on_a_closed_day_breaks_release_by_the_days_to_the_next_open_one",
    ),
    _in_judge(
        Rule.PRECEDENCE,
        "ordering.py",
        "if actual < allowed:",
        "if actual < allowed - 1:",
        f"{IN_TIME}TestPrecedence::test_the_earliest_day_keeps_it_and_the_day_before_breaks_it",
    ),
    _in_judge(
        Rule.CAPACITY,
        "overload.py",
        "if sweep.total <= limit or",
        "if sweep.total <= limit + 1 or",
        f"{TOGETHER}TestCapacity::test_two_builds_on_one_slot_break_it_by_one",
    ),
    _in_judge(
        Rule.CAPACITY,
        "overload.py",
        "if load - limit > self.peak_load - self.peak_limit:",
        "if load > self.peak_load:",
        f"{TOGETHER}TestCapacity::test_a_later_worst_day_is_named_with_its_own_load_and_capacity",
    ),
    _in_judge(
        Rule.FREEZE,
        "cutover_days.py",
        "<= day < _later(freeze.until_date, later)",
        "< day < _later(freeze.until_date, later)",
        f"{IN_TIME}TestFreeze::test_its_first_day_is_frozen_and_its_end_is_not",
    ),
    _in_judge(
        Rule.FREEZE,
        "cutover_days.py",
        "0 <= entry.cutover_day <=",
        "0 < entry.cutover_day <=",
        f"{IN_TIME}TestFreeze::test_a_cutover_on_the_status_date_is_asked",
    ),
    _in_judge(
        Rule.WAVE_WINDOW,
        "cutover_days.py",
        "(day - window.until_date).days + 1, 0)",
        "(day - window.until_date).days, 0)",
        f"{IN_TIME}TestWaveWindow::test_only_its_days_keep_it",
    ),
    _in_judge(
        Rule.OPTION_CHAIN,
        "options.py",
        "elif left_out:",
        "elif len(left_out) > 1:",
        f"{ON_OPTIONS}TestOptionChain::test_an_option_without_those_before_it_breaks_it_by_their_number",
    ),
    _in_judge(
        Rule.OPTION_AVAILABLE,
        "options.py",
        "if link.unavailable_reason is not None:",
        "if link.unavailable_reason is not None and link.option.sequence > 1:",
        f"{ON_OPTIONS}TestOptionAvailable::test_a_lapsed_or_refused_option_breaks_it",
    ),
    _in_judge(
        Rule.BUNDLE,
        "options.py",
        "if used and left_out:",
        "if len(used) > 1 and left_out:",
        f"{ON_OPTIONS}TestBundle::test_one_of_it_alone_breaks_it_by_those_left_out",
    ),
    _in_judge(
        Rule.GROUP,
        "promises.py",
        "if spread > 0 and",
        "if spread > 1 and",
        f"{TOGETHER}TestGroup::test_a_day_apart_breaks_it",
    ),
    _in_judge(
        Rule.COMMITMENT,
        "promises.py",
        "    if moved:",
        "    if moved > 1:",
        f"{TOGETHER}TestCommitment::test_a_cutover_agreed_is_that_day",
    ),
    Mutant(
        Rule.COMMITMENT,
        Part.JUDGE,
        "planner/domain/option_chain.py",
        "(place < last and option.state is OptionState.AVAILABLE)",
        "place < last",
        f"{TOGETHER}TestCommitment::test_an_option_decided_does_not_decide_a_refused_one_before_it",
    ),
    _in_judge(
        Rule.BUDGET,
        "spending.py",
        "if excess > 0:",
        "if excess > 1:",
        f"{ON_OPTIONS}TestBudget::test_an_option_that_ends_early_counts_in_full",
    ),
    _in_judge(
        Rule.BUDGET,
        "spending.py",
        "min(item.pounds, limits.get(item.financial_year, item.pounds))",
        "item.pounds",
        f"{ON_OPTIONS}TestBudget::test_of_two_budgets_of_one_year_the_smaller_binds",
    ),
    _in_judge(
        Rule.NEGOTIATIONS,
        "spending.py",
        "day_of(link.notice.value) + 1",
        "day_of(link.notice.value)",
        f"{ON_OPTIONS}TestNegotiations",
    ),
    _in_judge(
        Rule.DEADLINE,
        "limits_in_time.py",
        "day_of(entry.migration.deadline_date)\n",
        "day_of(entry.migration.deadline_date) - 1\n",
        f"{IN_TIME}TestDeadline",
    ),
    _in_judge(
        Rule.HORIZON,
        "limits_in_time.py",
        "entry.finish_day - last_day",
        "entry.finish_day - 1 - last_day",
        f"{IN_TIME}TestHorizon",
    ),
    _in_judge(
        Rule.MUST_BE_OFF,
        "questions.py",
        "needed_until_day - day",
        "needed_until_day - 1 - day",
        f"{IN_TIME}TestMustBeOff",
    ),
)

TERMS_IN_THE_MODEL: tuple[Mutant, ...] = (
    _in_objective(Term.EXPOSURE, "objective.py", "v.needed[c] - covered)", "v.needed[c] - covered - 1)"),
    _in_objective(
        Term.EXTENSIONS, "objective.py", "else link.full_pounds * used", "else link.annual_part_pounds * used"
    ),
    Mutant(
        Term.EXTENSIONS,
        Part.MODEL,
        f"{MODEL}objective.py",
        "[link.minimum_days, v.needed[c] - link.begin_day]",
        "[link.minimum_days, v.needed[c] - link.begin_day - 1]",
        f"{EDGES}TestOptions::test_a_minimum_commitment_beyond_its_length_is_its_length",
    ),
    _in_objective(
        Term.MODES, "objective.py", "price.pounds * v.presence[i][k]", "(price.pounds - 1) * v.presence[i][k]"
    ),
    _in_objective(Term.BRIDGES, "objective.py", "price.pounds * (last - first)", "price.pounds * (last - first - 1)"),
    Mutant(
        Term.EXPOSURE,
        Part.MODEL,
        MODEL + "compilation.py",
        "return profile.cutover_offset_days, profile.legacy_days",
        "return profile.cutover_offset_days + profile.legacy_days, 0",
        f"{SOLVED_IN_WORKING_DAYS}test_stated_legacy_days_are_priced_as_calendar_days",
    ),
    _in_objective(
        Term.DELAY,
        "objective.py",
        "v.anchor_day(i, anchor) - price.from_day",
        "v.anchor_day(i, anchor) - price.from_day - 1",
    ),
    _in_objective(
        Term.NO_ROUTE,
        "objective.py",
        "v.needed[c] == v.instance.horizon_day",
        "v.needed[c] == v.instance.horizon_day - 1",
    ),
)

TERMS_IN_THE_LEDGER: tuple[Mutant, ...] = (
    _in_ledger(
        Term.EXPOSURE,
        "pounds=cover.uncovered_days * exposure",
        "pounds=(cover.uncovered_days - 1) * exposure",
        "test_a_day_late_costs_one_day_of_exposure",
    ),
    _in_ledger(
        Term.EXTENSIONS,
        "(paid.pounds - fee, paid.until_day)",
        "(paid.pounds - fee - 1, paid.until_day)",
        "test_an_option_used_costs_its_whole_length",
    ),
    Mutant(
        Term.EXTENSIONS,
        Part.PRICING,
        "planner/domain/chains/link.py",
        "min(self.length_days, max(self.minimum_days, needed_days))",
        "max(self.minimum_days, needed_days)",
        "tests/domain/test_chain_prices.py::test_price_of_an_early_end",
    ),
    _in_ledger(
        Term.MODES,
        "pounds=scheduled.mode.extra_pounds",
        "pounds=scheduled.mode.extra_pounds - 1",
        "test_modes_cost_their_extra",
    ),
    _in_ledger(
        Term.BRIDGES,
        "(max(days) - min(days))",
        "(max(days) - min(days) - 1)",
        "test_a_split_group_pays_for_the_days_between_its_cutovers",
    ),
    _in_ledger(
        Term.DELAY,
        "until = max(since, cutover)",
        "until = max(since, cutover - 1)",
        "test_delay_counts_from_the_due_date",
    ),
    _in_ledger(
        Term.NO_ROUTE,
        "term=Term.NO_ROUTE if cover.no_route else Term.EXPOSURE",
        "term=Term.EXPOSURE",
        "test_contracts_nobody_can_leave_are_priced_apart",
    ),
)

FLAG_CONDITIONS: tuple[Mutant, ...] = (
    _in_facts(
        Flag.CLEAR,
        "spare_days(portfolio, cover) < portfolio.policy.buffer_days",
        "spare_days(portfolio, cover) <= portfolio.policy.buffer_days",
        "TestInTime::test_spare_days_equal_to_the_buffer_are_clear",
    ),
    _in_facts(
        Flag.TIGHT,
        "spare_days(portfolio, cover) < portfolio.policy.buffer_days",
        "spare_days(portfolio, cover) + 1 < portfolio.policy.buffer_days",
        "TestInTime::test_a_day_less_is_tight",
    ),
    Mutant(
        Flag.TIGHT,
        Part.FLAGGING,
        "planner/plan/flagging/records.py",
        "self.probability - self.error > self.tolerated",
        "self.probability > self.tolerated",
        "tests/plan/test_sure_flags.py::TestTight::test_the_lower_end_of_the_interval_has_to_lie_above_what_is_tolerated",
    ),
    _in_facts(
        Flag.EXTEND,
        "min(left) <= portfolio.policy.alert_window_days",
        "min(left) <= portfolio.policy.alert_window_days + 3",
        "TestExtended::test_a_last_day_on_the_next_day_is_extend_unless_it_is_no_working_day",
    ),
    _in_facts(
        Flag.DECIDE_NOW,
        "min(left) <= portfolio.policy.alert_window_days",
        "min(left) < portfolio.policy.alert_window_days",
        "TestExtended::test_the_last_day_of_the_alert_window_is_decide_now",
    ),
    _in_facts(
        Flag.EXPOSED,
        "if cover.uncovered_days > 0:",
        "if cover.uncovered_days > 1:",
        "TestUncovered::test_one_uncovered_day_is_exposed",
    ),
    _in_facts(
        Flag.ACCEPTED,
        "bare_days(portfolio, cover) == 0",
        "bare_days(portfolio, cover) == 1",
        "TestUncovered::test_exposure_although_an_option_would_cover_it_is_accepted",
    ),
    Mutant(
        Flag.LOST,
        Part.FLAGGING,
        "planner/domain/option_chain.py",
        "if decision < self._portfolio.status_date:",
        "if decision + ONE_DAY < self._portfolio.status_date:",
        "tests/plan/test_flags.py::TestLost::test_an_option_a_day_past_its_last_day_is_lost",
    ),
    _in_facts(
        Flag.NO_ROUTE,
        "    if cover.no_route:\n        return Flag.NO_ROUTE",
        "    if cover.no_route and cover.uncovered_days > 0:\n        return Flag.NO_ROUTE",
        "TestNoRoute::test_it_is_no_route_even_when_covered_to_the_horizon",
    ),
)

MUTANTS: tuple[Mutant, ...] = (
    *RULES_IN_THE_MODEL,
    *RULES_BEFORE_THE_JUDGE,
    *TERMS_IN_THE_MODEL,
    *TERMS_IN_THE_LEDGER,
    *FLAG_CONDITIONS,
)
"""Every mutant; a row may have several."""
