"""Keys of a TOML file checked against those that are known; every finding in one pass, with the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.domain.findings import Finding
from planner.reading.cells.nearest import nearest_name
from planner.reading.toml.keys import Key, Unfit
from planner.reading.toml.lines import KeyPath
from planner.reading.toml.spot import Spot
from planner.reading.toml.toml_file import TomlFile


class KeyReader:
    """Reads the values of known keys and collects findings.

    `root` is left out of the names of keys in findings; `unnamed` is what the file as a whole is called there.
    """

    def __init__(self, file: TomlFile, *, root: str = "", unnamed: str = "") -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._root, self._unnamed = root, unnamed

    def spot(self, path: KeyPath) -> Spot:
        """Where a key stands."""
        return self.file.spot(path, root=self._root, unnamed=self._unnamed)

    def values(self, path: KeyPath, body: Mapping[str, Any], known: Iterable[Key]) -> dict[str, Any]:
        """The values of the known keys that are stated, understood."""
        found: dict[str, Any] = {}
        for key in known:
            if key.name in body:
                try:
                    found[key.name] = key.parse(body[key.name])
                except Unfit as unfit:
                    self.unfit(self.spot((*path, key.name)), unfit)
        return found

    def unfit(self, spot: Spot, unfit: Unfit) -> None:
        """Report a value that is not what its key asks for."""
        self.report(spot, "wrong-value", unfit.message, unfit.cure, expected=unfit.expected)

    def unknown(self, spot: Spot, found: str, known: list[str], what: str, code: str = "unknown-key") -> None:
        """Report a name that is none of the known ones."""
        nearest = nearest_name(found, known)
        expected = "one of " + ", ".join(known)
        cure = f'did you mean "{nearest}"?' if nearest else f"write {expected}"
        self.report(spot, code, f'"{found}" is not {what}', cure, expected=expected, found=found)

    def report(
        self, spot: Spot, code: str, message: str, cure: str, expected: str | None = None, found: str | None = None
    ) -> None:
        """Add a finding, once."""
        finding = spot.finding(code, message, cure=cure, expected=expected, found=found)
        if finding not in self.findings:
            self.findings.append(finding)
