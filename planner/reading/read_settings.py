"""Settings tables: one row for each setting that is stated, put together into one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from planner.domain.findings import Finding
from planner.domain.provenance import Provenance
from planner.reading.cells.located import Located, Place, Sheet
from planner.reading.cells.nearest import nearest_name
from planner.reading.files.sheets import plain_name
from planner.reading.read_rows import cell_finding
from planner.reading.rows.settings import SettingRow
from planner.reading.schema.provenance_columns import joined_provenance, provenance_of

S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Settings(Generic[S]):
    """The settings stated in a table, as values of its model; `places` says where each stands.

    Settings that could not be read have their default in `values`.
    """

    values: S
    places: dict[str, Place]
    provenance: Provenance
    findings: tuple[Finding, ...]


def read_settings(model: type[S], sheet: Sheet | None) -> Settings[S]:
    """Every setting of the table checked by the model; all defaults where the table is absent."""
    rows = cast("tuple[Located[SettingRow], ...]", sheet.rows if sheet else ())
    stated: dict[str, str] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for row in rows:
        name = plain_name(row.value.setting)
        if name not in model.model_fields:
            findings.append(_unknown_setting(model, row.place, row.value.setting))
        elif name in places:
            findings.append(_doubled_setting(row.place, places[name], name))
        else:
            places[name] = row.place
            if row.value.value is not None:
                stated[name] = row.value.value
    findings.extend(_value_findings(model, stated, places))
    bad = {finding.row for finding in findings}
    sound = {name: text for name, text in stated.items() if places[name].row not in bad}
    return Settings(
        values=model.model_validate(sound),
        places=places,
        provenance=_provenance(rows),
        findings=tuple(findings),
    )


def _value_findings(model: type[BaseModel], stated: dict[str, str], places: dict[str, Place]) -> Iterator[Finding]:
    try:
        model.model_validate(stated)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            yield cell_finding(model, places[str(problem["loc"][0])], "value", dict(problem))


def _provenance(rows: Iterable[Located[SettingRow]]) -> Provenance:
    """Rows with a blank value state nothing, so they have no part in it; the others take part by name."""
    stated = sorted((row.value for row in rows if row.value.value is not None), key=lambda row: plain_name(row.setting))
    return joined_provenance({plain_name(row.setting): provenance_of(row) for row in stated})


def _unknown_setting(model: type[BaseModel], place: Place, name: str) -> Finding:
    nearest = nearest_name(plain_name(name), model.model_fields)
    known = "one of " + ", ".join(model.model_fields)
    cure = f'did you mean "{nearest}"?' if nearest else f"write {known}, or remove the row"
    return place.error("unknown-setting", "setting", f'"{name}" is not a setting', cure=cure, expected=known)


def _doubled_setting(place: Place, first: Place, name: str) -> Finding:
    message = f"{name} is already stated in row {first.row}"
    return place.error("duplicate-id", "setting", message, cure="remove one of the rows")
