"""`planner import contracts`: a list of contracts as people keep it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options
from planner.cli.inputs.imports.map_files import default_map, with_map, write_proposed
from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say, to_type
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.contracts.importing import imported_list
from planner.reading.importers.contracts.list_file import ContractList, read_contract_list
from planner.reading.importers.contracts.mapping import ListMapping
from planner.reading.importers.contracts.mapping_file import read_mapping
from planner.reading.importers.contracts.suggest.mapping_text import mapping_text
from planner.reading.importers.contracts.suggest.suggested_mapping import suggest_mapping

NEW_FOLDER = Path("portfolio")
"""Where a list goes that comes with nothing else."""
HELP = """Read a list of contracts: a CSV file of any encoding and separator, or a workbook, with any columns.

A mapping file says which column goes where. --suggest proposes one, with the evidence for every line. Look at it, mend
it, and import the list with it. Columns of people are dropped on reading.

What the list does not say goes to gaps.xlsx, as questions. Filled in, it comes back with `planner import workbook`.

\b
Examples:
  planner import contracts list.csv --suggest
  planner import contracts list.csv --into portfolio --apply
  planner import contracts list.xlsx --map list.map.toml --into portfolio
"""


@click.command("contracts", help=HELP)
@click.argument("listed", metavar="LIST", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TOML",
    help="Which column goes where. Without it, LIST.map.toml beside the list.",
)
@click.option("--suggest", is_flag=True, help="Propose the mapping and write it to that file.")
@import_options
def contracts_command(listed: Path, mapping: Path | None, suggest: bool, options: ImportOptions) -> None:
    map_file = mapping or default_map(listed)
    if suggest:
        table = read_contract_list(listed)
        chosen = _suggest(table, listed, map_file, options)
        if options.into is None and not options.apply:
            return
    else:
        chosen = read_mapping(_there(map_file, listed))
        table = read_contract_list(listed, chosen.shape)
    into = options.into or NEW_FOLDER
    deliver(imported_list(table, chosen, portfolio_at(into), map_file.name), replace(options, into=into))


def _suggest(table: ContractList, listed: Path, map_file: Path, options: ImportOptions) -> ListMapping:
    """Propose a mapping, write it and show it."""
    suggested = suggest_mapping(table)
    text = mapping_text(table, suggested)
    write_proposed(map_file, text, force=options.force)
    doubtful = len(suggested.doubtful)
    more = f" {doubtful} more might go somewhere: they are comments." if doubtful else ""
    say(f"Wrote {map_file}. Look at every line.{more}{'' if options.apply else ' Then type:'}", quiet=options.quiet)
    if suggested.mapping.date_order is None and suggested.order.open:
        say("Nothing shows whether the day or the month stands first: state date_order in it.", quiet=options.quiet)
    if not options.apply:
        typed = with_map("contracts", listed, map_file, "--into", options.into or NEW_FOLDER, "--apply")
        say(f"  {typed}", quiet=options.quiet)
    return suggested.mapping


def _there(map_file: Path, listed: Path) -> Path:
    if not map_file.exists():
        proposes = to_type("import", "contracts", listed, "--suggest")
        raise BadInput(f"{map_file} does not exist; to have one proposed: {proposes}")
    return map_file
