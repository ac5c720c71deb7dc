"""`planner explain`: why a contract is needed for so long, or what hangs on a milestone, in sentences."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from planner.cli.futures.tipping_asked import Tipping, ask_tipping
from planner.cli.shared.failures import BadInput
from planner.cli.shared.live_progress import until_ctrl_c
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.explain import Answer, explain
from planner.explain.reasons import reason_of
from planner.plan.plan_case import PlanCase
from planner.present.tables.questions.explanation_table import (
    PARAGRAPH_WIDTH,
    answer_text,
    answer_values,
    cause_table,
)
from planner.present.tables.questions.lever_table import lever_table
from planner.present.tables.questions.tipping_table import tipping_table, tipping_text, tipping_values
from planner.present.tables.table import Format, json_text, print_table
from planner.present.wording import marked
from planner.solver import SolveSettings
from planner.writing import write_file

QUESTION_SECONDS = 4.0
"""For each day that is asked of the solver; most take a few hundredths."""
PICTURES = (".svg", ".png", ".pdf")

HELP = """Say why contracts are needed for so long: every late day by its cause, and what is proved.

SUBJECT is a contract. Of an organisation or a migration, its contracts that are not clear are explained. Of a milestone, a
freeze or a resource, the answer is what hangs on it. CSV is a row for each cause; JSON holds everything, with the records
behind each sentence.

With --levers every record that keeps a contract is asked for the least change that clears it. One unit less is proved not
to be enough. With --tipping the answer says how far milestones can slip before cover is outlasted; of a milestone it also
prices slips, and takes up to --time-limit for each. CSV is then a row for each lever or tipping point.

--out also draws the ladder of each contract: its late days by cause.

\b
Examples:
  planner explain portfolio C-ASH --plan results/plan.json --out ladder.svg
  planner explain portfolio C-ASH --plan results/plan.json --levers
  planner explain portfolio NORTH-READY --plan results/plan.json --tipping
"""


@click.command("explain", help=HELP)
@portfolio_argument
@click.argument("subject", metavar="SUBJECT")
@plan_option
@click.option("--records", is_flag=True, help="Show the ids of the records behind each sentence.")
@click.option("--levers", is_flag=True, help="Say what would clear each contract, and by how much.")
@click.option("--tipping", is_flag=True, help="Say how far milestones can slip before cover is outlasted.")
@click.option(
    "--out", "target", type=click.Path(path_type=Path), metavar="FILE", help="Draw the late days: .svg, .png or .pdf."
)
@force_option
@format_option
@solve_options
def explain_command(
    portfolio: Path,
    subject: str,
    plan: str | None,
    records: bool,
    levers: bool,
    tipping: bool,
    target: Path | None,
    force: bool,
    form: Format,
    options: SolveOptions,
) -> None:
    if form is Format.CSV and levers and tipping:
        raise click.UsageError("name one of --levers and --tipping with --format csv")
    if target is not None:
        _check(target, portfolio, force)
    case = case_for(portfolio, plan, options)
    answer = _explained(case, subject, options, levers=levers)
    if answer.unasked:
        said = f"Stopped by Ctrl-C; {len(answer.unasked)} of the contracts were not looked at."
        say(said, quiet=options.quiet)
    tips = ask_tipping(case, answer, options) if tipping else None
    _print(case, answer, tips, form, records=records)
    if target is not None:
        _draw(case, answer, target)
        say(f"Wrote {target}", quiet=options.quiet)


def _check(target: Path, source: Path, force: bool) -> None:
    """Refuse a file that cannot be drawn, and a missing matplotlib, before anything is asked."""
    if target.suffix.lower() not in PICTURES:
        raise BadInput(f"{target} ends in none of {', '.join(PICTURES)}")
    import planner.present.charts.ladder_chart  # noqa: F401

    ask_for_file(target, source=source, force=force)


def _draw(case: PlanCase, answer: Answer, target: Path) -> None:
    from planner.present.charts.ladder_chart import ladder_picture

    reasons = [reason_of(case, told.explanation) for told in answer.told]
    suffix = target.suffix.lower().removeprefix(".")
    write_file(target, ladder_picture(reasons, suffix, marking=case.portfolio.marking))


def _explained(case: PlanCase, subject: str, options: SolveOptions, *, levers: bool) -> Answer:
    """Ctrl-C keeps what has been explained so far."""
    settings = SolveSettings(
        time_limit_seconds=QUESTION_SECONDS,
        workers=options.workers,
        seed=options.seed,
        deterministic=options.deterministic,
    )
    with until_ctrl_c(quiet=options.quiet) as (stop, show):

        def show_contract(contract: str, place: int, total: int) -> None:
            show(f"Explaining {contract}, {place} of {total}; Ctrl-C keeps what there is.")

        return explain(case, subject, settings=settings, stop=stop, on_contract=show_contract, levers=levers)


def _print(case: PlanCase, answer: Answer, tips: Tipping | None, form: Format, *, records: bool) -> None:
    asked_levers = any(told.clearing for told in answer.told)
    if form is Format.JSON:
        click.echo(json_text(answer_values(case, answer) | ({} if tips is None else tipping_values(case, tips))))
    elif form is Format.CSV and tips is not None:
        print_table(tipping_table(case, tips.points), form)
    elif form is Format.CSV:
        print_table(lever_table(case, answer) if asked_levers else cause_table(case, answer), form)
    else:
        width = min(PARAGRAPH_WIDTH, shutil.get_terminal_size().columns)
        click.echo(marked(answer_text(case, answer, records=records, width=width), case.portfolio.marking))
        if asked_levers:
            click.echo("")
            print_table(lever_table(case, answer), form, empty="No record was asked.")
        if tips is not None:
            click.echo(f"\n{tipping_text(case, tips, records=records, width=width)}")
