"""The rule catalogue: every hard business rule has one id and one plain sentence.

Each rule has exactly one breach predicate (`planner.plan.breaches`) and one constraint function
(`planner.solver.model.constraints`). Each has one place in `docs/rules.md` and one test class. A test compares the lists.

Most are rules of the portfolio. Those of `ASKED_RULES` belong to a question that somebody asks about it.
"""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Ids of the hard rules."""

    COMPLETE = "complete"
    RELEASE = "release"
    PRECEDENCE = "precedence"
    CAPACITY = "capacity"
    FREEZE = "freeze"
    WAVE_WINDOW = "wave-window"
    OPTION_CHAIN = "option-chain"
    OPTION_AVAILABLE = "option-available"
    BUNDLE = "bundle"
    GROUP = "group"
    COMMITMENT = "commitment"
    BUDGET = "budget"
    NEGOTIATIONS = "negotiations"
    DEADLINE = "deadline"
    HORIZON = "horizon"
    MUST_BE_OFF = "must-be-off"


ASKED_RULES = frozenset({Rule.MUST_BE_OFF})
"""Rules that hold only where a question asks for them; the portfolio has no record of them."""


SENTENCES: dict[Rule, str] = {
    Rule.COMPLETE: "Every migration of an organisation that joins is planned exactly once, in one of its modes.",
    Rule.RELEASE: "No migration starts before the status date or its release date, unless a commitment says it has, "
    "and none on a closed day.",
    Rule.PRECEDENCE: "No migration starts, cuts over or finishes before milestones and predecessors with their lags allow.",
    Rule.CAPACITY: "On every day the demands of the phases in progress do not exceed the capacity of the resource.",
    Rule.FREEZE: "No cutover falls in a freeze of everyone, of its cluster or of its organisation.",
    Rule.WAVE_WINDOW: "Where a cluster has wave windows, its cutovers fall only in them.",
    Rule.OPTION_CHAIN: "The options of a contract are used in their sequence, none left out before another.",
    Rule.OPTION_AVAILABLE: "An option is used only while it can still be decided, has neither lapsed nor been refused, "
    "and does not run beyond the maximum end of its contract.",
    Rule.BUNDLE: "The options of a bundle are used together or not at all.",
    Rule.GROUP: "The migrations of a group cut over on the same day, unless the group has a bridge price.",
    Rule.COMMITMENT: "Options exercised, notices served, cutovers and starts agreed are kept.",
    Rule.BUDGET: "Extensions cost no more in a financial year than its budget.",
    Rule.NEGOTIATIONS: "No more extension negotiations run at once than the limit.",
    Rule.DEADLINE: "No migration cuts over after its deadline.",
    Rule.HORIZON: "Every migration is finished by the planning horizon.",
    Rule.MUST_BE_OFF: "Where a question asks for it, nobody needs a contract after the day it must be off by.",
}


class Term(StrEnum):
    """Ids of the cost terms. One mapping is minimised, bounded and reported."""

    EXPOSURE = "exposure"
    EXTENSIONS = "extensions"
    MODES = "modes"
    BRIDGES = "bridges"
    DELAY = "delay"
    NO_ROUTE = "no route"


TERM_SENTENCES: dict[Term, str] = {
    Term.EXPOSURE: "Uncovered days times the exposure price, for contracts that have a way off.",
    Term.EXTENSIONS: "Fees and prices of the extension options used, for contracts that have a way off.",
    Term.MODES: "Extra cost of modes other than the standard one.",
    Term.BRIDGES: "Bridge price for each day between the first and the last cutover of a group.",
    Term.DELAY: "Benefit lost for each day a cutover lies after its due date, and running cost until the cutover.",
    Term.NO_ROUTE: "Exposure and extensions, until the horizon, of contracts nobody can leave; reported apart.",
}
