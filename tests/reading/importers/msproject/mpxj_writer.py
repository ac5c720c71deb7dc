"""A program of its own: MPXJ schedules the project file it is given, and writes it beside as XER, PMXML and its own XML."""

from __future__ import annotations

import sys
from pathlib import Path

import jpype
import mpxj  # noqa: F401 - it tells Java where its library is

WRITERS = {
    "xer": "org.mpxj.primavera.PrimaveraXERFileWriter",
    "pmxml": "org.mpxj.primavera.PrimaveraPMFileWriter",
    "again.xml": "org.mpxj.mspdi.MSPDIWriter",
}


def main() -> None:
    jpype.startJVM("-Xmx512m")
    source = Path(sys.argv[1])
    project = jpype.JClass("org.mpxj.mspdi.MSPDIReader")().read(str(source))
    start = project.getProjectProperties().getStartDate()
    jpype.JClass("org.mpxj.cpm.MicrosoftScheduler")().schedule(project, start)
    for suffix, writer in WRITERS.items():
        jpype.JClass(writer)().write(project, str(source.with_suffix(f".{suffix}")))


if __name__ == "__main__":
    main()
