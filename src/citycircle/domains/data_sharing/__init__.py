"""Sharing of government data between departments and cities: catalogue, clocks, disputes, and the request as a case.

It is a front of catalogue, request and evidence for the platform that exists; decree 809 wants no new exchange systems
(articles 31 and 32), and this is none.
"""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(
    __name__,
    Text("政务数据共享", "Government data sharing"),
    modules=("deadlines", "catalogue", "conduct", "requests"),
)
