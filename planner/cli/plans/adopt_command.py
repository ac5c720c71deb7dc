"""`planner adopt`: mark the plan that has been agreed, so that everybody who has the folder compares with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import to_type
from planner.cli.shared.options import PORTFOLIO
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.cli.shared.plan_source import portfolio_for
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.adoption import ADOPTED_FILE, Adoption, adopted_file, adoption_text, read_adoption
from planner.plan.plan_file.document import document_of
from planner.plan.plan_file.document_records import PlanDocument
from planner.plan.plan_file.verification import verify
from planner.present.wording import calendar_day, counted, money, printable
from planner.writing import write_file

HELP = f"""Mark the plan that the board has agreed: it is kept in {ADOPTED_FILE} of the portfolio folder.

From then on, commands take it where no plan is named, before they would search. Reports, charts, replan and diff compare
with it. It must keep every rule on the portfolio as it is now. A plan adopted before is replaced.

The plan is judged again on the data of the day, every time. Where it no longer holds, the command says so, and searches.

\b
Examples:
  planner adopt portfolio results/plan.json --by "Programme board" --note "Minutes of 1 July"
"""


@click.command("adopt", help=HELP)
@click.argument("portfolio", metavar="FOLDER", type=PORTFOLIO)
@click.argument("plan", metavar=METAVAR, type=PLAN, required=False)
@click.option("--show", is_flag=True, help="Say which plan is adopted, what it costs now, and whether it still holds.")
@click.option("--undo", is_flag=True, help="Adopt no plan any more; the file goes.")
@click.option("--by", type=TEXT, metavar="WHO", help="Who agreed to it.")
@click.option("--note", type=TEXT, metavar="TEXT", help="What was said with it.")
def adopt_command(portfolio: Path, plan: str | None, show: bool, undo: bool, by: str | None, note: str | None) -> None:
    if portfolio.is_file():
        raise BadInput(
            f"{portfolio} is a file, and a plan is adopted in a folder of CSV files; save its sheets as such a folder, "
            "or name the plan with --plan"
        )
    if (plan is not None) + show + undo != 1:
        raise click.UsageError("name a plan to adopt, or say --show or --undo")
    if plan is None and (by is not None or note is not None):
        raise click.UsageError("--by and --note go with a plan to adopt")
    if plan is not None:
        _adopt(portfolio, plan, _said(by), _said(note))
    elif undo:
        _undo(portfolio)
    else:
        _show(portfolio)


def _said(text: str | None) -> str | None:
    """What was said; None for nothing but white space."""
    return (text or "").strip() or None


def _adopt(folder: Path, named: str, by: str | None, note: str | None) -> None:
    read = portfolio_for(folder, quiet=True)
    document = plan_document(named)
    breaches = verify(read, document).breaches
    if breaches:
        broken = counted(len(breaches), "breach", "breaches")
        raise BadInput(
            f"{named} does not hold on this portfolio: {broken} of rules; to see which: {to_type('verify', folder, named)}"
        )
    adoption = Adoption(
        document=_as_of_now(read, document), adopted_date=read.status_date, by=by, note=note, source=Path(named).name
    )
    replaced = " in place of the one before" if adopted_file(folder) is not None else ""
    write_file(folder / ADOPTED_FILE, adoption_text(adoption))
    for line in _lines(read, adoption):
        click.echo(printable(line))
    click.echo(f"Wrote {printable(str(folder / ADOPTED_FILE))}{replaced}.")


def _as_of_now(portfolio: Portfolio, document: PlanDocument) -> PlanDocument:
    """The document itself where all it declares is right, else one with the figures of today, which proves nothing."""
    found = verify(portfolio, document)
    if found.holds and not found.notes:
        return document
    return document_of(portfolio, document.plan_for(portfolio))


def _undo(folder: Path) -> None:
    path = adopted_file(folder)
    if path is None:
        raise BadInput(f"no plan is adopted in {folder}, so there is nothing to take back")
    path.unlink()
    click.echo(f"No plan is adopted any more; {printable(str(path))} is gone.")


def _show(folder: Path) -> None:
    adoption = read_adoption(folder)
    if adoption is None:
        raise BadInput(f"no plan is adopted in {folder}; {to_type('adopt', folder, 'PLAN')} marks one")
    for line in _lines(portfolio_for(folder, quiet=True), adoption):
        click.echo(printable(line))


def _lines(portfolio: Portfolio, adoption: Adoption) -> Iterator[str]:
    """Who adopted which plan, what it cost then and costs now, and whether it holds."""
    document = adoption.document
    source = f", from {adoption.source}" if adoption.source is not None else ""
    yield f"The plan of {document.portfolio} as of {calendar_day(document.status_date)}, {adoption}{source}"
    yield f"Its cost then: {money(document.objective_pounds, portfolio.currency)}"
    found = verify(portfolio, document)
    now = PlanCase(portfolio, document.plan_for(portfolio)).pounds
    if now != document.objective_pounds:
        yield f"Its cost now: {money(now, portfolio.currency)}"
    yield from (f"Note: {note}" for note in found.notes)
    broken = counted(len(found.breaches), "breach", "breaches")
    yield "It keeps every rule." if not found.breaches else f"It no longer holds: {broken} of rules."
