"""Contract-expiry contingency planner: who moves when, which extensions to buy, who must decide, and by which day.

The names below are all a notebook needs. Each is imported when it is first used, so that `import planner` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.case import Case
    from planner.domain.findings import Finding
    from planner.domain.portfolio import Portfolio
    from planner.domain.rules import Term
    from planner.errors import InputError, PlannerError
    from planner.plan import (
        Act,
        ContractFlag,
        DepartmentFlag,
        Plan,
        PlanCase,
        judge,
        read_plan,
        verify,
        write_plan,
    )
    from planner.present import draw_gantt, plan_frames, write_gantt
    from planner.reading import check, read_portfolio, write_portfolio, write_template
    from planner.reading.importers import (
        Imported,
        ImportLine,
        apply_import,
        import_contracts,
        import_msproject,
        import_ocds,
        import_workbook,
    )
    from planner.risk.robust.records import Robust, RobustSettings
    from planner.risk.robust.robust import robust_plan
    from planner.solver import Outcome, SolveSettings, Status, solve

__version__ = "0.2.0"

__all__ = [
    "Act",
    "Case",
    "ContractFlag",
    "DepartmentFlag",
    "Finding",
    "ImportLine",
    "Imported",
    "InputError",
    "Outcome",
    "Plan",
    "PlanCase",
    "PlannerError",
    "Portfolio",
    "Robust",
    "RobustSettings",
    "SolveSettings",
    "Status",
    "Term",
    "apply_import",
    "check",
    "draw_gantt",
    "import_contracts",
    "import_msproject",
    "import_ocds",
    "import_workbook",
    "judge",
    "plan_frames",
    "read_plan",
    "read_portfolio",
    "robust_plan",
    "solve",
    "verify",
    "write_gantt",
    "write_plan",
    "write_portfolio",
    "write_template",
]

_HOMES = {
    "Act": "planner.plan",
    "Case": "planner.case",
    "ContractFlag": "planner.plan",
    "DepartmentFlag": "planner.plan",
    "Finding": "planner.domain.findings",
    "ImportLine": "planner.reading.importers",
    "Imported": "planner.reading.importers",
    "InputError": "planner.errors",
    "Outcome": "planner.solver",
    "Plan": "planner.plan",
    "PlanCase": "planner.plan",
    "PlannerError": "planner.errors",
    "Portfolio": "planner.domain.portfolio",
    "Robust": "planner.risk.robust.records",
    "RobustSettings": "planner.risk.robust.records",
    "SolveSettings": "planner.solver",
    "Status": "planner.solver",
    "Term": "planner.domain.rules",
    "apply_import": "planner.reading.importers",
    "check": "planner.reading",
    "draw_gantt": "planner.present",
    "import_contracts": "planner.reading.importers",
    "import_msproject": "planner.reading.importers",
    "import_ocds": "planner.reading.importers",
    "import_workbook": "planner.reading.importers",
    "judge": "planner.plan",
    "plan_frames": "planner.present",
    "read_plan": "planner.plan",
    "read_portfolio": "planner.reading",
    "robust_plan": "planner.risk.robust.robust",
    "solve": "planner.solver",
    "verify": "planner.plan",
    "write_gantt": "planner.present",
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


def _show_in_notebooks() -> None:
    """Where IPython runs, teach it to show portfolios, outcomes, plans and comparisons."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        from planner.present.notebook import register

        register(shell.display_formatter.formatters["text/html"])


_show_in_notebooks()
