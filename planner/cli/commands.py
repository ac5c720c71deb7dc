"""The command `planner` with its subcommands."""

from __future__ import annotations

from types import MappingProxyType

import click

from planner import __version__
from planner.cli.shared.lazy_commands import LazyGroup, Place

COMMANDS = MappingProxyType(
    {
        "new": Place("planner.cli.inputs.new_command", "Write the smallest useful set of tables."),
        "dates": Place("planner.cli.inputs.dates_command", "Print the last days of a list of contracts."),
        "import": Place("planner.cli.inputs.imports.import_command", "Read a file of another program."),
        "plan": Place("planner.cli.plans.plan_command", "Find a plan and prove how good it is."),
        "check": Place("planner.cli.plans.check_command", "List everything to mend in a portfolio."),
        "verify": Place("planner.cli.plans.verify_command", "Check a plan file, rule by rule."),
        "flags": Place("planner.cli.plans.flags_command", "Print the flags of contracts or departments."),
        "register": Place("planner.cli.plans.register_command", "Print who must do what, and by when."),
        "decide": Place("planner.cli.plans.decide_command", "Say what has been decided, or take it back."),
        "adopt": Place("planner.cli.plans.adopt_command", "Mark the plan that has been agreed."),
        "migrations": Place("planner.cli.plans.migrations_command", "Print who moves when."),
        "graph": Place("planner.cli.plans.graph_command", "Print or draw what waits for what."),
        "gantt": Place("planner.cli.plans.gantt_command", "Draw a plan on the calendar."),
        "report": Place("planner.cli.plans.report_command", "Write the board report of a plan."),
        "export": Place("planner.cli.plans.export_command", "Write a plan in the format of another program."),
        "scenarios": Place("planner.cli.futures.scenarios_command", "Plan several futures and compare them."),
        "diff": Place("planner.cli.futures.diff_command", "Say how two plans differ, and why."),
        "frontier": Place("planner.cli.futures.frontier_command", "Trade one measure off against another."),
        "values": Place("planner.cli.futures.values_command", "Say what one more unit of each scarce thing saves."),
        "tripwires": Place("planner.cli.futures.tripwires_command", "Say when to decide on each option, and on what."),
        "replan": Place("planner.cli.futures.replan_command", "Bring an old plan up to date and keep its promises."),
        "repair": Place(
            "planner.cli.futures.repair_command", "Mend a plan after a change, and say why each date moved."
        ),
        "explain": Place("planner.cli.futures.explain_command", "Say why contracts are needed for so long."),
        "risk": Place("planner.cli.futures.risk_command", "Say how sure a plan is, in sampled futures."),
        "calibration": Place("planner.cli.futures.calibration_command", "Say whether what was promised came."),
        "robust": Place("planner.cli.futures.robust_command", "Find a plan that costs less where dates slip."),
        "earliest": Place("planner.cli.futures.earliest_command", "Say how early contracts can be off."),
        "sweep": Place("planner.cli.futures.sweep_command", "Solve a portfolio many times."),
        "runs": Place("planner.cli.runs.runs_command", "List stored runs, the newest first."),
        "show": Place("planner.cli.runs.show_command", "Show a stored run."),
        "rerun": Place("planner.cli.runs.rerun_command", "Make a stored run again."),
        "generate": Place("planner.cli.benchmarks.generate_command", "Draw a portfolio from a seed."),
        "bench": Place("planner.cli.benchmarks.bench_command", "Compare solvers on the frozen instances."),
        "schema": Place("planner.cli.inputs.schema_command", "Print the input tables and their defaults."),
        "template": Place("planner.cli.inputs.template_command", "Write an empty workbook to fill in."),
        "demo": Place("planner.cli.plans.demo_command", "Plan the bundled Whitehall example."),
        "completion": Place("planner.cli.completion_command", "Print shell completion."),
    }
)
"""Every command: where it is, and its line in the help."""

HELP = """Contract-expiry contingency planner.

Says who moves when, which contracts need an extension, what it costs, who must decide, and by which day. A proved
bound says how far the plan can be from the best one.

A portfolio is a folder of CSV files or one workbook. Start with `planner template`, or look at `planner demo`.
Exit codes: 0 done, 1 no plan or findings, 2 bad usage or input.
"""

main = click.version_option(__version__, "-V", "--version", message="planner %(version)s")(
    LazyGroup(COMMANDS, name="planner", help=HELP)
)
"""The command `planner`."""
