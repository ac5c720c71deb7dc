"""How far a milestone can slip before the cover of a contract is outlasted, and what each slip costs."""

from planner.futures.tipping.answer import Tipping, tipping_of
from planner.futures.tipping.curve import SlipCost, SlipCurve, slip_curve
from planner.futures.tipping.points import TippingPoint, tipping_points

__all__ = ["SlipCost", "SlipCurve", "Tipping", "TippingPoint", "slip_curve", "tipping_of", "tipping_points"]
