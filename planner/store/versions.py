"""The versions of the programs that made an answer."""

from __future__ import annotations

import platform
from dataclasses import dataclass, fields
from importlib.metadata import version

from planner import __version__


@dataclass(frozen=True, kw_only=True)
class Versions:
    """Versions of everything that can change a plan. `platform` is the operating system and the kind of processor."""

    planner: str
    ortools: str
    python: str
    platform: str

    def differences_from(self, other: Versions) -> tuple[str, ...]:
        """One sentence for each version that is not the same, for instance `ortools 9.15 here, 9.12 there`."""
        return tuple(
            f"{field.name} {getattr(self, field.name)} here, {getattr(other, field.name)} there"
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        )


def versions_here() -> Versions:
    """The versions of the running process."""
    return Versions(
        planner=__version__,
        ortools=version("ortools"),
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
    )
