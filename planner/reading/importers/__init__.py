"""Files of other programs, read into a scenario or into new tables: nothing is guessed silently, nothing is changed.

`import_contracts` reads a list of contracts, `import_msproject` a plan of MS Project or P6, `import_ocds` open contracting
data, and `import_workbook` what people filled in. `apply_import` writes what an import makes of a folder.
"""

from __future__ import annotations

from planner.reading.importers.applying import apply_import
from planner.reading.importers.contracts.importing import import_contracts
from planner.reading.importers.imported import Imported, ImportLine
from planner.reading.importers.msproject.reading import import_msproject
from planner.reading.importers.ocds.ocds_import import import_ocds
from planner.reading.importers.workbook.returned_workbook import import_workbook

__all__ = [
    "ImportLine",
    "Imported",
    "apply_import",
    "import_contracts",
    "import_msproject",
    "import_ocds",
    "import_workbook",
]
