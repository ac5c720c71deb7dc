"""Scenarios read from a TOML file; every finding in one pass, with the line and the nearest valid name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay import keys
from planner.reading.overlay.file_position import Spot
from planner.reading.overlay.forms import FORM_BY_NAME, Form
from planner.reading.overlay.keys import Key, Unfit
from planner.reading.overlay.operations.edits import SetSettings
from planner.reading.overlay.scenario import Layer, Scenario, Step
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import table_named
from planner.reading.toml_lines import KeyPath, line_numbers, line_of

ROOT = "scenario"
SETTINGS_TABLES = ("policy", "portfolio")
HEAD = (
    Key(
        name="title", parse=keys.text, meaning="What people call it. Absent: its name.", example='"Matrix a year late"'
    ),
    Key(name="question", parse=keys.text, meaning="What people argue about.", example='"Who pays for a year?"'),
    Key(name="source", parse=keys.text, meaning="Why it is worth asking.", example='"https://..."'),
    Key(name="extends", parse=keys.names, meaning="Scenarios that come first.", example='["matrix-late"]'),
)
"""Keys of a scenario beside its operations and settings."""


def read_scenarios(path: str | Path) -> Mapping[str, Scenario]:
    """The scenarios of a file by name, in its order.

    Raises `InputError` with every finding: unknown keys and names, values of the wrong kind, scenarios that extend each
    other in a circle. Whether ids exist is found out when a scenario is laid on a portfolio.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "it is not encoded in UTF-8"
        raise InputError([_unreadable(file.name, f"it cannot be read: {cause}", "name a TOML file")]) from error
    return parse_scenarios(text, file.name)


def parse_scenarios(text: str, file: str = "scenarios.toml") -> Mapping[str, Scenario]:
    """As `read_scenarios`, for the text of a file; `file` is what findings call it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([_unreadable(file, f"it is not well-formed TOML: {error}", "mend it there")]) from error
    reader = _Reader(file, line_numbers(text))
    reader.read(content)
    scenarios = reader.resolved()
    if reader.findings:
        raise InputError(reader.findings)
    return MappingProxyType(scenarios)


def _unreadable(file: str, message: str, cure: str) -> Finding:
    return Finding(severity=Severity.ERROR, code="unreadable-file", file=file, message=message, cure=cure)


@dataclass(frozen=True, kw_only=True)
class _Draft:
    head: Mapping[str, Any]
    layer: Layer
    extends_spot: Spot


@dataclass
class _Reader:
    """Collects scenarios and findings."""

    file: str
    lines: Mapping[KeyPath, int]
    drafts: dict[str, _Draft] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, content: Mapping[str, Any]) -> None:
        """Take in the whole file."""
        for name in content.keys() - {ROOT}:
            expected = f"[{ROOT}.<name>]"
            self._unknown(self._spot((name,)), name, [ROOT], f"a table {expected}", "unknown-key")
        scenarios = content.get(ROOT, {})
        if not isinstance(scenarios, dict) or not scenarios:
            where = self._spot((ROOT,))
            self._report(where, "no-scenario", "there is no scenario in it", f"write a table [{ROOT}.<name>]")
            return
        for name, body in scenarios.items():
            spot = self._spot((ROOT, name))
            if isinstance(body, dict):
                self._read_scenario(name, body, spot)
            else:
                self._report(spot, "wrong-type", f'"{name}" is not a table', f"write it below [{ROOT}.{name}]")

    def _read_scenario(self, name: str, body: Mapping[str, Any], spot: Spot) -> None:
        if "+" in name:
            cure = "use letters, digits and hyphens"
            self._report(spot, "bad-name", f'"{name}" has a plus sign, which stacks scenarios', cure)
        known = [*(key.name for key in HEAD), *FORM_BY_NAME, *SETTINGS_TABLES]
        for key in body:
            if key not in known:
                self._unknown(self._spot((ROOT, name, key)), key, known, "a key of a scenario", "unknown-key")
        head = self._values((ROOT, name), {key: body[key] for key in body if key in _HEAD_NAMES}, HEAD)
        steps = tuple(self._steps(name, body))
        if not steps and not head.get("extends") and not any(key not in _HEAD_NAMES for key in body):
            self._report(spot, "no-change", "it changes nothing", "add an operation, or extends")
        layer = Layer(name=name, steps=steps, spot=spot)
        self.drafts[name] = _Draft(head=head, layer=layer, extends_spot=self._spot((ROOT, name, "extends")))

    def _steps(self, name: str, body: Mapping[str, Any]) -> Iterator[Step]:
        """Operations in the order of the file."""
        for key, value in body.items():
            path = (ROOT, name, key)
            if key in SETTINGS_TABLES:
                yield from self._settings(path, key, value)
            elif key in FORM_BY_NAME:
                listed = value if isinstance(value, list) else [value]
                for place, item in enumerate(listed):
                    item_path = (*path, place) if isinstance(value, list) else path
                    yield from self._operation(item_path, FORM_BY_NAME[key], item)

    def _settings(self, path: KeyPath, table: str, value: Any) -> Iterator[Step]:
        spot = self._spot(path)
        try:
            values = keys.scalars(value)
        except Unfit as unfit:
            self._unfit(spot, unfit)
            return
        model = table_named(table).settings
        known = [column.name for column in columns_of(model)] if model else []
        for name in values:
            if name not in known:
                self._unknown(self._spot((*path, name)), name, known, f"a setting of {table}", "unknown-setting")
        yield Step(spot=spot, operation=SetSettings(table=table, values=values))

    def _operation(self, path: KeyPath, form: Form, body: Any) -> Iterator[Step]:
        spot = self._spot(path)
        if not isinstance(body, dict):
            cure = f"write it below [[{ROOT}.{path[1]}.{form.name}]]"
            self._report(spot, "wrong-type", f"{keys.shown(body)} is not a table of keys", cure)
            return
        before = len(self.findings)
        for key in body:
            if key not in {known.name for known in form.keys}:
                known_keys = [known.name for known in form.keys]
                self._unknown(self._spot((*path, key)), key, known_keys, f'a key of "{form.name}"', "unknown-key")
        values = self._values(path, body, form.keys)
        for key in form.own_keys:
            if key.required and key.name not in body:
                cure = f"write for instance {key.name} = {key.example}"
                self._report(spot, "missing-key", f"{key.name} is missing: {key.meaning}", cure)
        if len(self.findings) > before:
            return
        try:
            yield Step(spot=spot, operation=form.make(values))
        except Unfit as unfit:
            self._unfit(spot, unfit)

    def _values(self, path: KeyPath, body: Mapping[str, Any], known: tuple[Key, ...]) -> dict[str, Any]:
        """The values of known keys, understood."""
        found: dict[str, Any] = {}
        for key in known:
            if key.name in body:
                try:
                    found[key.name] = key.parse(body[key.name])
                except Unfit as unfit:
                    self._unfit(self._spot((*path, key.name)), unfit)
        return found

    def resolved(self) -> dict[str, Scenario]:
        """The scenarios with the layers of those they extend."""
        return {name: self._resolve(name) for name in self.drafts}

    def _resolve(self, name: str) -> Scenario:
        draft = self.drafts[name]
        return Scenario(
            name=name,
            title=draft.head.get("title", name),
            question=draft.head.get("question"),
            source=draft.head.get("source"),
            layers=tuple(self._layers(name, ())),
        )

    def _layers(self, name: str, below: tuple[str, ...]) -> list[Layer]:
        """Layers from the bottom up, each once; a circle and unknown names are reported where they are written."""
        draft = self.drafts[name]
        layers: dict[str, Layer] = {}
        for base in draft.head.get("extends", ()):
            if base in (*below, name):
                self._circle([*below, name][[*below, name].index(base) :])
            elif base in self.drafts:
                layers |= {layer.name: layer for layer in self._layers(base, (*below, name))}
            else:
                what = "a scenario of the file"
                self._unknown(draft.extends_spot, base, list(self.drafts), what, "unknown-scenario")
        return list((layers | {name: draft.layer}).values())

    def _circle(self, names: list[str]) -> None:
        """Reported once, at the scenario that comes first in the file."""
        first = min(names, key=list(self.drafts).index)
        place = names.index(first)
        shown = " extends ".join([*names[place:], *names[:place], first])
        spot = self.drafts[first].extends_spot
        self._report(spot, "circle", f"it goes round in a circle: {shown}", "take one of them out")

    def _spot(self, path: KeyPath) -> Spot:
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path if part != ROOT)
        return Spot(file=self.file, key=key.lstrip(".") or ROOT, line=line_of(self.lines, path))

    def _unfit(self, spot: Spot, unfit: Unfit) -> None:
        self._report(spot, "wrong-value", unfit.message, unfit.cure, expected=unfit.expected)

    def _unknown(self, spot: Spot, found: str, known: list[str], what: str, code: str) -> None:
        nearest = nearest_name(found, known)
        expected = "one of " + ", ".join(known)
        cure = f'did you mean "{nearest}"?' if nearest else f"write {expected}"
        self._report(spot, code, f'"{found}" is not {what}', cure, expected=expected, found=found)

    def _report(
        self, spot: Spot, code: str, message: str, cure: str, expected: str | None = None, found: str | None = None
    ) -> None:
        finding = spot.finding(code, message, cure=cure, expected=expected, found=found)
        if finding not in self.findings:
            self.findings.append(finding)


_HEAD_NAMES = frozenset(key.name for key in HEAD)
