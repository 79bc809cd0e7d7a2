"""Year wheels: their kinds and rings, the wheels, their items, numbers and calendar addresses."""

from rodtrad.yearwheel.models.feeds import FeedAddress
from rodtrad.yearwheel.models.items import WheelItem
from rodtrad.yearwheel.models.kinds import Ring, WheelKind
from rodtrad.yearwheel.models.numbers import AlignmentNumber
from rodtrad.yearwheel.models.wheels import Wheel

__all__ = ["AlignmentNumber", "FeedAddress", "Ring", "Wheel", "WheelItem", "WheelKind"]
