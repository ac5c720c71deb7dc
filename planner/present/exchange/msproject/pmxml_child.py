"""A program of its own that turns a project of MS Project into one of Primavera P6: XML on its input and on its output.

It runs beside the planner, so that Java leaves the signals and the memory of the planner alone. It imports nothing of the
planner.
"""

from __future__ import annotations

import sys

NO_JAVA = 3
"""How it ends where there is no Java."""
JAVA = (
    "-Xmx2g",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
)
"""Soon ready, rather than fast in the end; no word about its own settings."""


def main() -> int:
    """Convert, and give back how it ended."""
    import jpype
    import mpxj  # noqa: F401 - it tells Java where its library is

    try:
        jpype.startJVM(*JAVA)
    except (jpype.JVMNotFoundException, OSError):
        return NO_JAVA
    held = jpype.JClass("java.io.ByteArrayInputStream")(sys.stdin.buffer.read())
    project = jpype.JClass("org.mpxj.mspdi.MSPDIReader")().read(held)
    written = jpype.JClass("java.io.ByteArrayOutputStream")()
    jpype.JClass("org.mpxj.primavera.PrimaveraPMFileWriter")().write(project, written)
    sys.stdout.buffer.write(bytes(written.toByteArray()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
