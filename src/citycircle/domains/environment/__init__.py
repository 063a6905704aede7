"""Air that two cities measure and judge alike."""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(
    __name__,
    Text("生态环境", "Environment"),
    modules=("air", "air_reports", "air_means", "air_year", "air_limits", "air_statistics", "air_warnings"),
)
