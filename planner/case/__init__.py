"""The notebook's door: one object that answers the questions of a commercial lead, each in one line."""

from __future__ import annotations

from planner.case.asked import AskedCase
from planner.case.shown import ShownCase
from planner.case.sure import SureCase


class Case(ShownCase, AskedCase, SureCase):
    """A portfolio with its plan, for notebooks.

    `portfolio` is a portfolio, or the folder or workbook to read it from. Without a `plan` it is solved for at the first
    question that needs one, with `settings`. Raises InputError for a portfolio that cannot be read, and NoPlanError where
    no plan is found.

    Questions go on from what earlier ones of the same case have proved.
    """
