"""The common market: who evaluates bids, which clocks run, and how long a credit record is shown."""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(__name__, Text("统一市场", "Market"), modules=("bids", "credit"))
