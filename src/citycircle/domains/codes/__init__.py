"""Codes in a column, checked by the standard of each: the question every data bureau asks of a delivered table."""

from citycircle.core.messages import Text
from citycircle.core.rules import Domain

DOMAIN = Domain(__name__, Text("标识编码", "Codes"), modules=("checks",))
