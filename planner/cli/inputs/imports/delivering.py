"""The end of every import: files written, the folder changed where that was asked for, and the next step said."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.import_options import ImportOptions
from planner.cli.shared.failures import FINDINGS
from planner.cli.shared.messages import say, to_type
from planner.cli.shared.output_files import ask_for_file
from planner.cli.shared.plan_source import warning_lines
from planner.domain.findings import Finding
from planner.errors import InputError, OutputError
from planner.present.imports.import_table import COLUMNS, import_table
from planner.present.imports.import_text import MOST_SHOWN, import_file_text, import_report
from planner.present.tables.findings_table import finding_lines
from planner.present.tables.table import MARKING, csv_text
from planner.reading.files.safe_names import is_file_name
from planner.reading.importers.applying import Applied, applied, apply_import, import_scenario, portfolio_at
from planner.reading.importers.imported import Imported
from planner.reading.report import REQUIRED, check
from planner.writing import write_file


def deliver(imported: Imported, options: ImportOptions) -> None:
    """Write scenario, report and reviews; with --apply also the changed tables. All is checked before the first write.

    Without --apply an import that would leave the folder unsound is written all the same, with what is wrong; exit code 1.
    """
    folder = options.folder
    portfolio = portfolio_at(folder)
    marking = portfolio.marking if portfolio is not None else None
    unsound = _unsound(folder, imported, options)
    files = _files(imported, options.out, marking)
    _ask(files, imported, options)
    for path, content in files.items():
        write_file(path, content)
    made = apply_import(folder, imported) if options.apply else None
    click.echo(import_report(imported, marking, most=MOST_SHOWN))
    say(f"Wrote {', '.join(str(path) for path in files)}", quiet=options.quiet)
    if unsound:
        say(f"Laid on {folder} it would not do:", quiet=options.quiet)
        say("\n".join(finding_lines(unsound)), quiet=options.quiet)
        raise click.exceptions.Exit(FINDINGS)
    if made is None:
        _say_what_to_do(imported, options)
    else:
        _say_what_was_done(made, options)


def _unsound(folder: Path, imported: Imported, options: ImportOptions) -> tuple[Finding, ...]:
    """The errors of the folder with the import laid on it; raised where it is to be changed."""
    if folder.is_file() and not options.apply:
        return ()
    try:
        applied(folder, imported)
    except InputError as error:
        if options.apply:
            raise
        return tuple(finding for finding in error.findings if finding.is_error)
    return ()


def _files(imported: Imported, out: Path, marking: str | None) -> dict[Path, str | bytes]:
    """What is written beside the folder, by its path."""
    if unsafe := [name for name in imported.reviews if not is_file_name(name)]:
        raise OutputError(f"{unsafe[0]} cannot be the name of a file")
    return {
        out: import_scenario(imported, marking),
        report_csv(out): csv_text(import_table(imported.lines, marking)),
        report_txt(out): import_file_text(imported, marking),
        **{out.parent / name: content for name, content in imported.reviews.items()},
    }


def report_csv(out: Path) -> Path:
    """The report as CSV beside a scenario file."""
    return out.with_name(f"{out.stem}.report.csv")


def report_txt(out: Path) -> Path:
    """The report as text beside a scenario file."""
    return out.with_name(f"{out.stem}.report.txt")


def _ask(files: dict[Path, str | bytes], imported: Imported, options: ImportOptions) -> None:
    """Raise OutputError unless every file may be written. A review may be filled in: only the same one is written again."""
    if options.out.suffix.lower() != ".toml":
        raise click.BadParameter(f"{options.out} does not end in .toml", param_hint="--out")
    columns = [column.name for column in COLUMNS]
    reviews = {options.out.parent / name for name in imported.reviews}
    for path, content in files.items():
        if path in reviews:
            _ask_for_review(path, content, options)
            continue
        ours = [*columns, MARKING] if path.is_file() and _first_line(path).endswith(f",{MARKING}") else columns
        ask_for_file(path, columns=ours, source=options.into, force=options.force)


def _ask_for_review(path: Path, content: str | bytes, options: ImportOptions) -> None:
    same = path.is_file() and path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    if path.exists() and not same and not options.force:
        raise OutputError(f"{path} exists already and may be filled in; keep it under another name, or add --force")
    ask_for_file(path, source=options.into, force=True)


def _first_line(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.readline(10_000).decode("utf-8", errors="replace").strip()


def _say_what_to_do(imported: Imported, options: ImportOptions) -> None:
    say(f"Nothing in {options.folder} was changed. Look at {report_csv(options.out)}.", quiet=options.quiet)
    say("To write it to the folder, type the same with --apply.", quiet=options.quiet)
    if imported.operations and options.folder.exists():
        say(
            f"To try it first: {to_type('scenarios', options.folder, options.out)}",
            quiet=options.quiet,
        )


def _say_what_was_done(made: Applied, options: ImportOptions) -> None:
    folder = options.folder
    say(f"Changed in {folder}: {', '.join((*made.files, *made.gone)) or 'nothing'}", quiet=options.quiet)
    for line in warning_lines(folder, made.warnings):
        say(line, quiet=options.quiet)
    if not folder.exists():
        return
    missing = [name for name in check(folder, required=()).absent if name in REQUIRED]
    say(f"Next: {to_type('dates' if missing else 'plan', folder)}", quiet=options.quiet)
