"""`planner decide`: say what has been decided about an act of the register, or take it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.messages import say
from planner.cli.shared.options import PORTFOLIO, quiet_option
from planner.present.report.decision_words import decision_lines
from planner.present.tables.findings_table import finding_lines
from planner.present.wording import printable
from planner.reading.deciding.folder import Written, decide, take_back
from planner.reading.deciding.records import Outcome

HELP = """Say what has been decided about an act of the register, and write it into the tables of the folder.

ACT is the id of the act as `planner register` prints it: buy:OPTION, notice:OPTION, stop:CONTRACT, bridge:CONTRACT,
accept:CONTRACT or answer:ORGANISATION. What is done becomes a row of commitments, a refused or unused option its state,
and an answer the commitment of the organisation. Only these rows change. Every later plan keeps the decision.

A day after the status date, after the last day for notice or before its window is refused. The log decisions.json in
the folder keeps who decided what, so that --undo puts the tables back to the byte.

\b
Examples:
  planner decide portfolio buy:ASH-1 --done 2027-01-01 --by "Finance director" --note "Board, item 4"
  planner decide portfolio accept:C-SHARED --accepted --by "Finance director"
"""


class DayType(click.ParamType[date]):
    """A day, written as 2026-06-30."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, refused with an example where it is none."""
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is no date; write for instance 2026-06-30", param, ctx)


DAY = DayType()


@click.command("decide", help=HELP)
@click.argument("portfolio", metavar="FOLDER", type=PORTFOLIO)
@click.argument("act", metavar="ACT", type=TEXT)
@click.option(
    "--done",
    type=DAY,
    metavar="DATE",
    help="Done: an option approved, a notice or stop served, a bridge begun, a yes given.",
)
@click.option("--notice-served", type=DAY, metavar="DATE", help="The notice of an option or of a stop was served.")
@click.option("--refused", is_flag=True, help="The supplier refuses, or the organisation declines.")
@click.option("--not-used", is_flag=True, help="The option is not used and lapses.")
@click.option("--accepted", is_flag=True, help="The exposure is borne, or the organisation joins.")
@click.option("--until", type=DAY, metavar="DATE", help="With --accepted: the last day that is borne. Default: all.")
@click.option("--undo", is_flag=True, help="Take back the last decision about this act.")
@click.option("--by", type=TEXT, metavar="WHO", help="Who decided; needed for all but --undo.")
@click.option("--note", type=TEXT, metavar="TEXT", help="What was said with it.")
@quiet_option
def decide_command(
    portfolio: Path,
    act: str,
    done: date | None,
    notice_served: date | None,
    refused: bool,
    not_used: bool,
    accepted: bool,
    until: date | None,
    undo: bool,
    by: str | None,
    note: str | None,
    quiet: bool,
) -> None:
    days = {Outcome.DONE: done, Outcome.NOTICE_SERVED: notice_served}
    flags = {Outcome.REFUSED: refused, Outcome.NOT_USED: not_used, Outcome.ACCEPTED: accepted}
    said = [*(outcome for outcome, day in days.items() if day), *(outcome for outcome, flag in flags.items() if flag)]
    _refuse_usage(said, by, until, undo=undo)
    if undo:
        _tell(take_back(portfolio, act), quiet=quiet)
        return
    (outcome,) = said
    _tell(decide(portfolio, act, outcome, day=days.get(outcome), until=until, by=by, note=note), quiet=quiet)


def _refuse_usage(said: list[Outcome], by: str | None, until: date | None, *, undo: bool) -> None:
    choices = "--done DATE, --notice-served DATE, --refused, --not-used, --accepted or --undo"
    if len(said) + undo != 1:
        raise click.UsageError(f"say one of {choices}")
    if not undo and not (by or "").strip():
        raise click.UsageError("--by WHO is needed: it says who decided")
    if until is not None and said != [Outcome.ACCEPTED]:
        raise click.UsageError("--until goes with --accepted: it is the last day of the exposure that is borne")


def _tell(written: Written, *, quiet: bool) -> None:
    for line in decision_lines(written):
        click.echo(printable(line))
    for line in finding_lines(written.warnings):
        say(line, quiet=quiet)
