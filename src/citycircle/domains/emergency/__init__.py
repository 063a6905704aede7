"""What happens suddenly: how grave an event is, by when it is reported, and the alert that neighbours can read."""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(__name__, Text("应急管理", "Emergency"), modules=("levels", "reporting"))
