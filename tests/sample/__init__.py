"""One sample portfolio, status date 1 January 2030, so day 31 is 1 February; its variants have names.

`portfolio` is the base that every variant is made from: `departments`, `programme`, `renamed`; `many` is of any size, and
`chain_of` is a single contract with options. `records` makes single records. Random portfolios are drawn by
`tests.tiny_portfolios`.
"""

from tests.sample.base import plan, portfolio, renamed
from tests.sample.departments import departments
from tests.sample.many import many
from tests.sample.programme import programme
from tests.sample.records import STATUS, conflict, contract, day, migration, option, profile

__all__ = [
    "STATUS",
    "conflict",
    "contract",
    "day",
    "departments",
    "many",
    "migration",
    "option",
    "plan",
    "portfolio",
    "profile",
    "programme",
    "renamed",
]
