"""Every format a plan can be exported to, and the files of an export."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.exchange.calendar.file import export_calendar, follow_calendar
from planner.present.exchange.cluster_files import cluster_files
from planner.present.exchange.graph_export import export_graphml
from planner.present.exchange.json_export import export_json
from planner.present.exchange.markdown_export import export_markdown
from planner.present.exchange.mermaid import export_mermaid
from planner.present.exchange.msproject.document import export_project
from planner.present.exchange.msproject.pmxml import export_pmxml, need_extra
from planner.present.exchange.workbook.workbook import export_workbook
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.table import csv_text
from planner.writing import Content, write_file

Writer = Callable[[PlanCase], Content]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A format: the suffix that asks for it, what people call it, and what writes it.

    `write` gives the same bytes for the same plan. Where `follow` is stated, it writes a file that takes the place of an
    earlier one, and is given what that held. Where `against` is stated, it writes a plan beside where an earlier one stood.
    `need` raises MissingExtraError where the format needs an extra that is not installed.
    """

    suffix: str
    name: str
    write: Writer
    follow: Callable[[PlanCase, bytes], Content] | None = None
    against: Callable[[PlanCase, PlanCase], Content] | None = None
    need: Callable[[], None] | None = None

    def content(self, case: PlanCase, previous: bytes | None = None, baseline: PlanCase | None = None) -> Content:
        """What the file holds; `previous` is what the earlier file held, None where there is none.

        A format that shows no baseline leaves it out.
        """
        if self.against is not None and baseline is not None:
            return self.against(case, baseline)
        if self.follow is None or previous is None:
            return self.write(case)
        return self.follow(case, previous)


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        export.suffix: export
        for export in (
            Export(suffix=".json", name="JSON", write=export_json),
            Export(suffix=".md", name="Markdown", write=export_markdown),
            Export(suffix=".mmd", name="Mermaid diagram", write=export_mermaid),
            Export(suffix=".graphml", name="GraphML", write=export_graphml),
            Export(suffix=".ics", name="calendar", write=export_calendar, follow=follow_calendar),
            Export(suffix=".xml", name="MS Project", write=export_project, against=export_project),
            Export(suffix=".xlsx", name="workbook", write=export_workbook),
        )
    }
)
"""By suffix; a new format is one line here."""
WITH_EXTRA: Mapping[str, Export] = MappingProxyType(
    {".pmxml": Export(suffix=".pmxml", name="Primavera P6", write=export_pmxml, need=need_extra)}
)
"""The formats that need an extra; a folder of all exports leaves them out."""
WITH_BASELINE = tuple(suffix for suffix, export in EXPORTS.items() if export.against is not None)
"""The suffixes of the formats that show where an earlier plan stood."""
STEM = "plan"
"""How the files of a whole export begin: `plan.json`, `plan.md`."""
MARK = f"{STEM}.json"
"""The file that tells a folder of exports."""
FOLDERS = ("clusters", "tables")
"""The folders in a whole export: a chart for each cluster, and every table as CSV."""
NAMES = (*(f"{STEM}{suffix}" for suffix in EXPORTS), *FOLDERS)


def export_of(path: str | os.PathLike[str]) -> Export:
    """The format that the name of a file asks for. Raises SettingsError with the known suffixes for another one."""
    known = {**EXPORTS, **WITH_EXTRA}
    found = known.get(Path(path).suffix.lower())
    if found is None:
        raise SettingsError(f"cannot export to {Path(path).name!r}; end the name in one of {', '.join(known)}")
    return found


def write_export(
    case: PlanCase, path: str | os.PathLike[str], *, previous: bytes | None = None, baseline: PlanCase | None = None
) -> Path:
    """Write a plan to a file whose suffix says the format, and give back the path.

    `previous` is what an earlier export held; without it, what lies at the path. `baseline` is an earlier plan. Raises
    SettingsError for an unknown suffix, and for a baseline in a format that shows none.
    """
    target, export = Path(path), export_of(path)
    if baseline is not None and export.against is None:
        raise SettingsError(f"{target.name}: a baseline stands only in {', '.join(WITH_BASELINE)}; leave it out")
    write_file(target, export.content(case, previous if previous is not None else held(export, target), baseline))
    return target


def export_files(case: PlanCase, folder: Path, baseline: PlanCase | None = None) -> dict[str, Content]:
    """Every export by the name of its file in this folder, with a chart for each cluster and every table as CSV."""
    files: dict[str, Content] = {}
    for suffix, export in EXPORTS.items():
        name = f"{STEM}{suffix}"
        files[name] = export.content(case, held(export, folder / name), baseline)
    files.update({f"clusters/{name}": text for name, text in cluster_files(case).items()})
    files.update({f"tables/{name}.csv": csv_text(table.of(case)) for name, table in TABLES.items()})
    return files


def held(export: Export, path: Path) -> bytes | None:
    """What the file holds that an export follows on; None where the format follows on nothing, or no file is there."""
    return path.read_bytes() if export.follow is not None and path.is_file() else None
