"""Scenarios read from a TOML file; every finding in one pass, with the line and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.errors import InputError
from planner.reading.overlay.forms import FORM_BY_NAME, Form
from planner.reading.overlay.operations.edits import SetSettings
from planner.reading.overlay.scenario import Layer, Scenario, Step
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import table_named
from planner.reading.toml import keys
from planner.reading.toml.key_reader import KeyReader
from planner.reading.toml.keys import Key, Unfit
from planner.reading.toml.lines import KeyPath
from planner.reading.toml.spot import Spot
from planner.reading.toml.toml_file import TomlFile, parse_toml, read_toml

ROOT = "scenario"
SETTINGS_TABLES = ("policy", "portfolio")
MOST_BELOW = 100
"""Scenarios that may lie below one another."""
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
    return _scenarios(read_toml(path))


def parse_scenarios(text: str, file: str = "scenarios.toml") -> Mapping[str, Scenario]:
    """As `read_scenarios`, for the text of a file; `file` is what findings call it."""
    return _scenarios(parse_toml(text, file))


def _scenarios(file: TomlFile) -> Mapping[str, Scenario]:
    reader = _Reader(file)
    reader.read(file.content)
    scenarios = reader.resolved()
    if reader.findings:
        raise InputError(reader.findings)
    return MappingProxyType(scenarios)


@dataclass(frozen=True, kw_only=True)
class _Draft:
    head: Mapping[str, Any]
    layer: Layer
    extends_spot: Spot


class _Reader(KeyReader):
    """Collects scenarios and findings."""

    def __init__(self, file: TomlFile) -> None:
        super().__init__(file, root=ROOT, unnamed=ROOT)
        self.drafts: dict[str, _Draft] = {}
        self._layers_by_scenario: dict[str, list[Layer]] = {}

    def read(self, content: Mapping[str, Any]) -> None:
        """Take in the whole file."""
        for name in content.keys() - {ROOT}:
            expected = f"[{ROOT}.<name>]"
            self.unknown(self.spot((name,)), name, [ROOT], f"a table {expected}")
        scenarios = content.get(ROOT, {})
        if not isinstance(scenarios, dict) or not scenarios:
            where = self.spot((ROOT,))
            self.report(where, "no-scenario", "there is no scenario in it", f"write a table [{ROOT}.<name>]")
            return
        for name, body in scenarios.items():
            spot = self.spot((ROOT, name))
            if isinstance(body, dict):
                self._read_scenario(name, body, spot)
            else:
                self.report(spot, "wrong-type", f'"{name}" is not a table', f"write it below [{ROOT}.{name}]")

    def _read_scenario(self, name: str, body: Mapping[str, Any], spot: Spot) -> None:
        if "+" in name:
            cure = "use letters, digits and hyphens"
            self.report(spot, "bad-name", f'"{name}" has a plus sign, which stacks scenarios', cure)
        known = [*(key.name for key in HEAD), *FORM_BY_NAME, *SETTINGS_TABLES]
        for key in body:
            if key not in known:
                self.unknown(self.spot((ROOT, name, key)), key, known, "a key of a scenario")
        head = self.values((ROOT, name), {key: body[key] for key in body if key in _HEAD_NAMES}, HEAD)
        steps = tuple(self._steps(name, body))
        if not steps and not head.get("extends") and not any(key not in _HEAD_NAMES for key in body):
            self.report(spot, "no-change", "it changes nothing", "add an operation, or extends")
        layer = Layer(name=name, steps=steps, spot=spot)
        self.drafts[name] = _Draft(head=head, layer=layer, extends_spot=self.spot((ROOT, name, "extends")))

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
        spot = self.spot(path)
        try:
            values = keys.scalars(value)
        except Unfit as unfit:
            self.unfit(spot, unfit)
            return
        model = table_named(table).settings
        known = [column.name for column in columns_of(model)] if model else []
        for name in values:
            if name not in known:
                self.unknown(self.spot((*path, name)), name, known, f"a setting of {table}", "unknown-setting")
        yield Step(spot=spot, operation=SetSettings(table=table, values=values))

    def _operation(self, path: KeyPath, form: Form, body: Any) -> Iterator[Step]:
        spot = self.spot(path)
        if not isinstance(body, dict):
            cure = f"write it below [[{ROOT}.{path[1]}.{form.name}]]"
            self.report(spot, "wrong-type", f"{keys.shown(body)} is not a table of keys", cure)
            return
        before = len(self.findings)
        for key in body:
            if key not in {known.name for known in form.keys}:
                known_keys = [known.name for known in form.keys]
                self.unknown(self.spot((*path, key)), key, known_keys, f'a key of "{form.name}"')
        values = self.values(path, body, form.keys)
        for key in form.own_keys:
            if key.required and key.name not in body:
                cure = f"write for instance {key.name} = {key.example}"
                self.report(spot, "missing-key", f"{key.name} is missing: {key.meaning}", cure)
        if len(self.findings) > before:
            return
        try:
            yield Step(spot=spot, operation=form.make(values))
        except Unfit as unfit:
            self.unfit(spot, unfit)

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
        if name not in self._layers_by_scenario:
            layers = self._layers_below(name, below) if len(below) < MOST_BELOW else self._too_deep(name)
            self._layers_by_scenario[name] = list((layers | {name: self.drafts[name].layer}).values())
        return self._layers_by_scenario[name]

    def _layers_below(self, name: str, below: tuple[str, ...]) -> dict[str, Layer]:
        draft = self.drafts[name]
        layers: dict[str, Layer] = {}
        for base in draft.head.get("extends", ()):
            if base in (*below, name):
                self._circle([*below, name][[*below, name].index(base) :])
            elif base in self.drafts:
                layers |= {layer.name: layer for layer in self._layers(base, (*below, name))}
            else:
                what = "a scenario of the file"
                self.unknown(draft.extends_spot, base, list(self.drafts), what, "unknown-scenario")
        return layers

    def _too_deep(self, name: str) -> dict[str, Layer]:
        message = f"scenarios extend each other more than {MOST_BELOW} deep"
        self.report(self.drafts[name].extends_spot, "too-deep", message, "put some of them together")
        return {}

    def _circle(self, names: list[str]) -> None:
        """Reported once, at the scenario that comes first in the file."""
        first = min(names, key=list(self.drafts).index)
        place = names.index(first)
        shown = " extends ".join([*names[place:], *names[:place], first])
        spot = self.drafts[first].extends_spot
        self.report(spot, "circle", f"it goes round in a circle: {shown}", "take one of them out")


_HEAD_NAMES = frozenset(key.name for key in HEAD)
