"""The command `planner` with its subcommands."""

from __future__ import annotations

import click

from planner import __version__
from planner.cli.benchmarks.bench_command import bench_command
from planner.cli.benchmarks.generate_command import generate_command
from planner.cli.completion_command import completion_command
from planner.cli.futures.diff_command import diff_command
from planner.cli.futures.frontier_command import frontier_command
from planner.cli.futures.replan_command import replan_command
from planner.cli.futures.scenarios_command import scenarios_command
from planner.cli.futures.sweep_command import sweep_command
from planner.cli.futures.values_command import values_command
from planner.cli.inputs.schema_command import schema_command
from planner.cli.inputs.template_command import template_command
from planner.cli.plans.check_command import check_command
from planner.cli.plans.decisions_command import decisions_command
from planner.cli.plans.demo_command import demo_command
from planner.cli.plans.flags_command import flags_command
from planner.cli.plans.gantt_command import gantt_command
from planner.cli.plans.plan_command import plan_command
from planner.cli.plans.verify_command import verify_command
from planner.cli.runs.rerun_command import rerun_command
from planner.cli.runs.runs_command import runs_command
from planner.cli.runs.show_command import show_command
from planner.cli.shared.failures import ForgivingGroup

COMMANDS = (
    plan_command,
    check_command,
    verify_command,
    flags_command,
    decisions_command,
    gantt_command,
    scenarios_command,
    diff_command,
    frontier_command,
    values_command,
    replan_command,
    sweep_command,
    runs_command,
    show_command,
    rerun_command,
    generate_command,
    bench_command,
    schema_command,
    template_command,
    demo_command,
    completion_command,
)


@click.group(cls=ForgivingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="planner %(version)s")
def main() -> None:
    """Contract-expiry contingency planner.

    Says who moves when, which contracts need an extension, what it costs, and by what day whom must decide; with a proof
    of how far the plan is from the best possible.

    A portfolio is a folder of CSV files or one workbook; start from `planner template`, or look at `planner demo`.
    Exit codes: 0 done, 1 no plan or findings, 2 bad usage or input.
    """


for command in COMMANDS:
    main.add_command(command)
