"""The charts of a risk as pictures for files: with what they rest on, and the marking."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from planner.present.charts.risk.assumption_chart import assumptions_picture
from planner.present.charts.risk.contract_curve_chart import draw_contract_curve
from planner.present.charts.risk.driver_chart import draw_drivers
from planner.present.charts.risk.exposure_chart import draw_exposure
from planner.present.charts.risk.panels import PANEL, Draw, panels_picture
from planner.present.tables.risk.risk_words import drawn_words
from planner.risk.records import AssumptionRisk
from planner.risk.risk import Risk
from planner.writing import Content

SUFFIXES = ("svg", "png")


def risk_pictures(risk: Risk, contracts: Sequence[str], assumed: Sequence[AssumptionRisk] = ()) -> dict[str, Content]:
    """The charts of a risk by file name: those that have something to show. `contracts`: whose curves are drawn."""
    found: dict[str, Content] = {}
    for suffix in SUFFIXES:
        found[f"exposure.{suffix}"] = exposure_picture(risk, suffix)
        if risk.drivers:
            found[f"drivers.{suffix}"] = drivers_picture(risk, suffix)
        if contracts:
            found[f"curves.{suffix}"] = curves_picture(risk, contracts, suffix)
        if len(assumed) > 1:
            found[f"assumptions.{suffix}"] = assumptions_picture(risk.case.portfolio, assumed, suffix)
    return found


def exposure_picture(risk: Risk, suffix: str) -> bytes:
    """Exposure by financial quarter, as an `svg`, `png` or `pdf` file."""
    return _picture([partial(draw_exposure, risk=risk)], (11.0, 5.0), risk, suffix)


def drivers_picture(risk: Risk, suffix: str) -> bytes:
    """The tornado, as an `svg`, `png` or `pdf` file."""
    return _picture([partial(draw_drivers, risk=risk)], (11.0, 6.0), risk, suffix)


def curves_picture(risk: Risk, contracts: Sequence[str], suffix: str) -> bytes:
    """The curves of these contracts side by side, as an `svg`, `png` or `pdf` file."""
    draws: list[Draw] = [partial(draw_contract_curve, risk=risk, contract=id) for id in contracts]
    return _picture(draws, PANEL, risk, suffix)


def _below(risk: Risk) -> str:
    """What every chart of a risk rests on."""
    return drawn_words(risk) + ("; begun as early as possible" if risk.settings.as_early_as_possible else "")


def _picture(draws: Sequence[Draw], size: tuple[float, float], risk: Risk, suffix: str) -> bytes:
    return panels_picture(draws, size, suffix, below=_below(risk), marking=risk.case.portfolio.marking)
