"""Air that two cities measure and judge alike."""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(__name__, Text("生态环境", "Environment"), modules=("air", "air_reports"))
