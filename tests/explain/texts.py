"""Twenty explanations of Whitehall as they were read aloud, ten with what would clear them, under a plan kept beside them.

`python -m tests.explain.texts` writes the texts again after the words have changed; with `--plan` it solves again before,
after the data have changed. Read aloud what is new before you commit it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.explain import Explainer, explain
from planner.explain.words.telling import sentences_of
from planner.futures.tipping import tipping_of
from planner.futures.tipping.words import tipping_sentences
from planner.plan import read_plan, write_plan
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.solver import SolveSettings, solve

ROOT = Path(__file__).parents[2]
WHITEHALL = ROOT / "data" / "whitehall"
PLAN = Path(__file__).parent / "whitehall_plan.json"
TEXTS = Path(__file__).parent / "whitehall_texts.txt"
CLEARING_TEXTS = Path(__file__).parent / "whitehall_clearing_texts.txt"
SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
CLEARING_SETTINGS = SolveSettings(time_limit_seconds=2.0, workers=1, deterministic=True)
CLEARED = (
    "DHSC-MS",
    "DCMS-ITRENT",
    "FCDOS-OWN",
    "UKSBS-ORA-2026",
    "UKSTAT-OWN",
    "AGO-ORACLE",
    "MOD-ORA-EA",
    "HMT-ORACLE",
    "TPR-OWN",
    "ISSC2-HO",
)
"""Those of the twenty that are also told with what would clear them; the quick ones first."""
CONTRACTS = (
    "DHSC-MS",
    "DCMS-ITRENT",
    "TPR-OWN",
    "UKSBS-ORA-2026",
    "FCDOS-OWN",
    "ISSC2-HO",
    "ISSC2-EA",
    "UKSTAT-OWN",
    "BC-SAP",
    "CITB-SSCL",
    "HMT-ORACLE",
    "AGO-ORACLE",
    "HMRC-ORACLE-COTERM",
    "MHCLG-SAP-SF",
    "DFT-ARVATO",
    "DSTL-OWN",
    "MOD-ORA-EA",
    "SLC-OWN",
    "ORR-OWN",
    "CAFCASS-OWN",
)


def whitehall() -> PlanCase:
    """The bundled example under the plan that is kept."""
    portfolio = read_portfolio(WHITEHALL)
    return PlanCase(portfolio, read_plan(PLAN).plan_for(portfolio))


def texts(case: PlanCase) -> Iterator[str]:
    """A paragraph for each of the twenty, a sentence a line, each with its records."""
    explainer = Explainer.of(case, SETTINGS)
    for contract in CONTRACTS:
        found = explainer.explain(contract)
        yield "\n".join([f"{contract}: {found.flag.value}", *(s.with_records for s in sentences_of(case, found))])


def clearing_text(case: PlanCase, contract: str) -> str:
    """A contract with what would clear it, and how far milestones can slip: a sentence a line, each with its records."""
    answer = explain(case, contract, levers=True, settings=CLEARING_SETTINGS)
    (told,) = answer.told
    tipping = tipping_of(case, answer, CLEARING_SETTINGS)
    said = (*told.sentences, *tipping_sentences(case, tipping.points))
    return "\n".join([f"{contract}: {told.explanation.flag.value}", *(s.with_records for s in said)])


def kept_clearing() -> Mapping[str, str]:
    """The texts of what would clear the eight, by contract, as they were read aloud."""
    kept = CLEARING_TEXTS.read_text(encoding="utf-8").strip().split("\n\n")
    return {text.partition(":")[0]: text for text in kept}


def plan_anew() -> None:
    """Solve, and keep the plan."""
    portfolio = read_portfolio(WHITEHALL)
    found = solve(portfolio)
    assert found.plan is not None
    write_plan(PLAN, portfolio, found.plan, status=found.status.value, bound_pounds=found.bound_pounds, gap=found.gap)


def main() -> None:
    """Write the texts, of a new plan where one is asked for."""
    if "--plan" in sys.argv[1:]:
        plan_anew()
    case = whitehall()
    TEXTS.write_text("\n\n".join(texts(case)) + "\n", encoding="utf-8")
    cleared = (clearing_text(case, contract) for contract in CLEARED)
    CLEARING_TEXTS.write_text("\n\n".join(cleared) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
