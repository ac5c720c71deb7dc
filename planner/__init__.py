"""Contract-expiry contingency planner: who moves when, which extensions to buy, and by what day whom must decide.

The names below are all a notebook needs. Each is imported when it is first used, so that `import planner` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.domain.findings import Finding as Finding
    from planner.domain.portfolio import Portfolio as Portfolio
    from planner.domain.rules import Term as Term
    from planner.errors import InputError as InputError, PlannerError as PlannerError
    from planner.output import draw_gantt as draw_gantt, plan_frames as plan_frames, write_gantt as write_gantt
    from planner.plan import (
        ContractFlag as ContractFlag,
        Decision as Decision,
        DepartmentFlag as DepartmentFlag,
        Plan as Plan,
        decision_register as decision_register,
        flag_contracts as flag_contracts,
        flag_departments as flag_departments,
        judge as judge,
        read_plan as read_plan,
        terms as terms,
        verify as verify,
        write_plan as write_plan,
    )
    from planner.reading import (
        check as check,
        read_portfolio as read_portfolio,
        write_portfolio as write_portfolio,
        write_template as write_template,
    )
    from planner.solver import Outcome as Outcome, SolveSettings as SolveSettings, Status as Status, solve as solve

__version__ = "0.1.0"

_HOMES = {
    "ContractFlag": "planner.plan",
    "Decision": "planner.plan",
    "DepartmentFlag": "planner.plan",
    "Finding": "planner.domain.findings",
    "InputError": "planner.errors",
    "Outcome": "planner.solver",
    "Plan": "planner.plan",
    "PlannerError": "planner.errors",
    "Portfolio": "planner.domain.portfolio",
    "SolveSettings": "planner.solver",
    "Status": "planner.solver",
    "Term": "planner.domain.rules",
    "check": "planner.reading",
    "decision_register": "planner.plan",
    "draw_gantt": "planner.output",
    "flag_contracts": "planner.plan",
    "flag_departments": "planner.plan",
    "judge": "planner.plan",
    "plan_frames": "planner.output",
    "read_plan": "planner.plan",
    "read_portfolio": "planner.reading",
    "solve": "planner.solver",
    "terms": "planner.plan",
    "verify": "planner.plan",
    "write_gantt": "planner.output",
    "write_plan": "planner.plan",
    "write_portfolio": "planner.reading",
    "write_template": "planner.reading",
}
"""Where each public name is defined."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
