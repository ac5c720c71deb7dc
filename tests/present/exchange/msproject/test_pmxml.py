"""A plan as a file of Primavera P6: what MPXJ carries over, and what is said where it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planner.errors import MissingExtraError, OutputError, SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.exchange.exports import write_export
from planner.present.exchange.msproject.document import export_project
from planner.writing.marks import is_ours
from tests.depth import by_day
from tests.present.exchange.msproject.mpxj import Answer, Mpxj
from tests.sample import many, plan
from tests.sample.working import work, working

CALENDAR, WORKING = PlanCase(*many(4)), PlanCase(working(work(10, after=3), marking="SECRET SEVEN"), plan(m1=3, m2=10))


def by_guid(answer: Answer) -> dict[str, tuple[str, str, str, int]]:
    """Name, start, finish and number of links of every leaf."""
    return {
        task["guid"]: (task["name"], task["start"], task["finish"], len(task["links"]))
        for task in answer.values()
        if not task["summary"]
    }


@pytest.mark.parametrize("case", by_day(range(2), every=2))
def test_every_date_and_link_is_carried_over_and_the_file_is_ours(mpxj: Mpxj, tmp_path: Path, case: int) -> None:
    used = (WORKING, CALENDAR)[case]
    written = write_export(used, tmp_path / "plan.pmxml")
    found, wanted = mpxj.read(written.read_bytes(), ".pmxml"), mpxj.read(export_project(used))
    assert by_guid(found) == by_guid(wanted)
    # summaries are elements of a breakdown in P6, and hold no fields of activities
    ids = {task["guid"]: task["texts"][0] for task in wanted.values() if not task["summary"]}
    assert {guid: task["user"].get("planner id") for task in found.values() if (guid := task["guid"]) in ids} == ids
    assert is_ours(written)
    assert (used.portfolio.marking or "").encode() in written.read_bytes()
    assert write_export(used, tmp_path / "again.pmxml").read_bytes() == written.read_bytes()


@pytest.mark.parametrize("library", ["jpype", "mpxj"])
def test_without_the_extra_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf"{library}, which writes .* is not installed; .*\.\[msproject\]"):
        write_export(PlanCase(*many(2)), tmp_path / "plan.pmxml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        ("JVMNotFoundException", SettingsError, "Java is not installed, and .pmxml needs it; install Java 17, or"),
        ("RuntimeError", OutputError, r"MPXJ cannot write the plan as .pmxml \(RuntimeError: no\); or export to .xml"),
    ],
)
def test_without_java_the_message_names_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[Exception], message: str
) -> None:
    # in the place of the library one that finds no Java, since Java is looked for in more places than a test can empty
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    (libraries / "mpxj.py").write_text("", encoding="utf-8")
    (libraries / "jpype.py").write_text(
        f"class JVMNotFoundException(Exception): pass\ndef startJVM(*options): raise {fault}('no')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(libraries))
    monkeypatch.syspath_prepend(str(libraries))
    with pytest.raises(error, match=message):
        write_export(PlanCase(*many(2)), tmp_path / "plan.pmxml")
    assert not (tmp_path / "plan.pmxml").exists()
