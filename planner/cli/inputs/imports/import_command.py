"""`planner import`: files of other programs, read into a scenario or into new tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.cli.shared.lazy_commands import LazyGroup, Place

KINDS: Mapping[str, Place] = MappingProxyType(
    {
        "contracts": Place("planner.cli.inputs.imports.contracts_command", "Read a list of contracts."),
        "workbook": Place(
            "planner.cli.inputs.imports.workbook_command", "Read what people filled in, in a workbook of ours."
        ),
        "msproject": Place(
            "planner.cli.inputs.imports.msproject_command", "Read dates of milestones from MS Project or P6."
        ),
        "ocds": Place("planner.cli.inputs.imports.ocds_command", "Read contracts from open contracting data."),
    }
)
"""Every kind of file: where its command is, and its line in the help."""

HELP = """Read a file of another program, and write what it changes as a scenario.

Nothing in the folder changes without --apply. The report beside the scenario has a line for everything that was looked at:
taken, suggested or skipped, and why.
"""

import_command = LazyGroup(KINDS, name="import", help=HELP)
"""The command `planner import`."""
