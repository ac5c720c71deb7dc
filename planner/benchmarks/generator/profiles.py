"""Phase profiles by size of the organisation, with an accelerated form and one that needs shared specialists."""

from __future__ import annotations

from dataclasses import dataclass

from planner.benchmarks.generator.stream import Stream
from planner.domain.migrations import Demand, Phase, PhaseProfile

TEAM = "team"
"""Kind of the resource of each cluster that prepares, builds and tests."""
CUTOVER_CREW = "cutover crew"
"""Kind of the resource of each cluster that carries out cutovers."""
SPECIALISTS = "specialists"
"""Id of the resource that all clusters share."""

PHASE_NAMES = ("prepare", "build", "test", "cutover", "parallel run")
VARIANTS_PER_SIZE = 4


@dataclass(frozen=True, kw_only=True)
class SizeClass:
    """Days and team demand of the five phases, and how many of the cutover crew a cutover takes."""

    name: str
    days: tuple[int, ...]
    team: tuple[int, ...]
    crew: int
    weight_department: int
    weight_body: int


SIZE_CLASSES = (
    SizeClass(
        name="small", days=(30, 60, 30, 7, 30), team=(1, 2, 2, 2, 1), crew=1, weight_department=15, weight_body=55
    ),
    SizeClass(
        name="medium", days=(45, 90, 45, 14, 60), team=(2, 3, 3, 3, 1), crew=1, weight_department=45, weight_body=35
    ),
    SizeClass(
        name="large", days=(60, 150, 75, 21, 90), team=(3, 5, 4, 4, 2), crew=2, weight_department=40, weight_body=10
    ),
)


@dataclass(frozen=True)
class ProfileName:
    """Which profile: size, variant, whether it needs the shared specialists, whether it is accelerated."""

    size: str
    variant: int
    shared: bool = False
    fast: bool = False

    def __str__(self) -> str:
        marks = ("-shared" if self.shared else "") + ("-fast" if self.fast else "")
        return f"{self.size}-{self.variant}{marks}"


def draw_profile_name(stream: Stream, is_department: bool, cross_percent: int) -> ProfileName:
    """The profile of one migration: departments tend to be larger than their bodies."""
    weights = [size.weight_department if is_department else size.weight_body for size in SIZE_CLASSES]
    size = stream.pick_weighted(SIZE_CLASSES, weights)
    variant = stream.between(1, VARIANTS_PER_SIZE)
    return ProfileName(size.name, variant, shared=stream.happens(cross_percent))


def build_profile(seed: int, name: ProfileName) -> PhaseProfile:
    """The phases of a profile; its length varies by a fifth around that of its size.

    Accelerated: prepare and build take two thirds of the days and one more of the team.
    """
    size = next(size for size in SIZE_CLASSES if size.name == name.size)
    stream = Stream(seed, f"profile {name.size} {name.variant}")
    phases = []
    for phase_name, days, team in zip(PHASE_NAMES, size.days, size.team, strict=True):
        drawn_days = days * stream.between(80, 120) // 100
        hurried = name.fast and phase_name in ("prepare", "build")
        demands = [Demand(TEAM, team + 1 if hurried else team)]
        if phase_name == "cutover":
            demands.append(Demand(CUTOVER_CREW, size.crew))
        if name.shared and phase_name in ("test", "cutover"):
            demands.append(Demand(SPECIALISTS, size.crew))
        days_taken = drawn_days * 2 // 3 if hurried else drawn_days
        phases.append(Phase(name=phase_name, days=days_taken, demands=tuple(demands)))
    label = f"{size.name.capitalize()} organisation, variant {name.variant}"
    label += (", with shared specialists" if name.shared else "") + (", accelerated" if name.fast else "")
    return PhaseProfile(
        id=str(name), name=label, phases=tuple(phases), cutover_phase="cutover", legacy_days=phases[-1].days
    )
