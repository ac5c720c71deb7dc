"""Plans that another program has written from ours: the same edits come back from every form."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from planner.domain.clusters import Milestone
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.opening import read_plan
from tests.foreign import need
from tests.reading.importers.msproject.plans import dates_of
from tests.sample import STATUS, plan, portfolio


def case(slipped: timedelta = timedelta()) -> PlanCase:
    """Milestones 60 and 90 days after the status date, the second put off."""
    first = Milestone(id="café", name="First", forecast_date=STATUS + timedelta(60))
    second = Milestone(id="b", name="Second", forecast_date=STATUS + timedelta(90) + slipped)
    return PlanCase(portfolio(milestones=(first, second)), plan())


def test_every_form_that_mpxj_writes_of_a_later_plan_gives_the_same_edit(tmp_path: Path) -> None:
    need("java", libraries=("mpxj", "jpype"))
    source = tmp_path / "plan.xml"
    source.write_bytes(export_project(case(timedelta(days=30))))
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("mpxj_writer.py")), str(source)], check=True, timeout=120
    )
    for suffix in (".xml", ".again.xml", ".xer", ".pmxml"):
        found = import_plan(case().portfolio, read_plan(source.with_suffix(suffix)))
        assert dates_of(found) == {"b": str(STATUS + timedelta(120))}, suffix
