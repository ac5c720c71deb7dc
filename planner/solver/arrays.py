"""Names for the arrays that wings of the solver hand to each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pounds = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
