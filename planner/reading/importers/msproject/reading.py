"""The doors of this import: a plan laid against the milestones of a folder, and the map that it suggests."""

from __future__ import annotations

from pathlib import Path

from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.imported import Imported
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.map_suggestion import suggested_map
from planner.reading.importers.msproject.opening import read_plan
from planner.reading.importers.msproject.plan_map import read_map


def import_msproject(path: str | Path, mapping: str | Path | None = None, *, into: str | Path) -> Imported:
    """What a plan of MS Project or Primavera P6 changes in the milestones of a folder; nothing is changed yet.

    `mapping` is the path of a map. Raises `InputError` where a file cannot be read or the map names what is not there.
    Raises `SettingsError` where the folder has no milestones, or Java is not installed. Raises `MissingExtraError` where
    the file needs the extra.
    """
    portfolio = _portfolio(Path(into))
    plan = read_plan(path)
    if mapping is None:
        return import_plan(portfolio, plan)
    fields = [name for field in plan.fields for name in field.names]
    return import_plan(portfolio, plan, read_map(mapping, [item.id for item in portfolio.milestones], fields))


def suggest_msproject_map(path: str | Path, *, into: str | Path) -> str:
    """The text of a map to start from; raises as `import_msproject` does."""
    return suggested_map(_portfolio(Path(into)), read_plan(path))


def _portfolio(folder: Path) -> Portfolio:
    """The portfolio with the milestones; without them a plan has nothing to say."""
    found = portfolio_at(folder)
    if found is None or not found.milestones:
        raise SettingsError(
            f"{folder} has no milestones, so a plan has nothing to say; name another folder with --into"
        )
    return found
