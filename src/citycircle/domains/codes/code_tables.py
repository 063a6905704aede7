"""Which standard each code follows, and since when."""

from __future__ import annotations

from citycircle.core.codes import certificates, divisions, goods, organisations, papers, people, projects
from citycircle.core.kinds import Choice, Words
from citycircle.core.messages import Text
from citycircle.core.parameters import table_beside

CODE = Choice(
    {
        "social_credit": organisations.CREDIT_KIND,
        "organisation": organisations.ORGANISATION_KIND,
        "citizen": people.KIND,
        "certificate": certificates.KIND,
        "division": divisions.KIND,
        "document": papers.KIND,
        "project": projects.KIND,
        "trade_item": goods.KIND,
    }
)

STANDARDS = table_beside(
    __file__,
    "code_standards",
    Text("各类编码的标准", "Standards of the codes"),
    key={"code": CODE},
    value={"form_zh": Words(), "form_en": Words()},
)
