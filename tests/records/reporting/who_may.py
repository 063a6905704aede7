"""Who may do what in the month, written down by hand: not asked of the code that is under test.

`RIGHTS` says by the name of an action which roles may, and how far from the thing acted on: `own`, at the very
organisation; `city`, in its very city (a body of the region only for what belongs to no city).
"""

from __future__ import annotations

CITY = {
    "lanchuan": "lanchuan", "lanchuan_edu": "lanchuan", "lanchuan_drc": "lanchuan", "dongbu": "lanchuan",
    "heyang": "heyang", "heyang_drc": "heyang", "office": None,
}  # fmt: skip
"""The city of each organisation of the region of the tests."""
CODES = {
    "990100": "lanchuan", "990100-EDU": "lanchuan_edu", "990100-DRC": "lanchuan_drc", "990101": "dongbu",
    "990200": "heyang", "990200-DRC": "heyang_drc", "99-OFFICE": "office",
}  # fmt: skip
WHO = {
    "clerk": ("filler", "lanchuan_edu"),
    "section": ("section_head", "lanchuan_edu"),
    "head": ("organisation_head", "lanchuan_edu"),
    "lead": ("lead", "lanchuan_edu"),
    "partner": ("filler", "lanchuan_drc"),
    "partner_head": ("organisation_head", "lanchuan_drc"),
    "their_clerk": ("filler", "heyang_drc"),
    "their_head": ("organisation_head", "heyang_drc"),
    "county": ("filler", "dongbu"),
    "reviewer": ("office_reviewer", "lanchuan"),
    "their_reviewer": ("office_reviewer", "heyang"),
    "regional": ("office_reviewer", "office"),
    "supervisor": ("supervisor", "lanchuan"),
    "their_supervisor": ("supervisor", "heyang"),
    "leader": ("leader", "lanchuan"),
    "their_leader": ("leader", "heyang"),
    "secretary": ("secretariat", "office"),
    "auditor": ("auditor", "office"),
    "stranger": ("", ""),
}
"""Person → the role and the organisation of the one post; a stranger holds none."""
FILLERS, SIGNERS = ("filler", "lead"), ("filler", "lead", "organisation_head")
RECEIVED = ("report.review", "report.excuse", "report.grant_exception", "report.ask_after_all")
RIGHTS = {
    **dict.fromkeys(
        ("report.fill", "report.no_change", "report.send", "report.explain", "report.take_back"), (FILLERS, "own")
    ),
    "report.check": (("section_head",), "own"),
    "report.sign": (("organisation_head",), "own"),
    "report.merge": (("lead",), "own"),
    **dict.fromkeys(RECEIVED, (("office_reviewer",), "city")),
    "correction.file": (("organisation_head",), "own"),
    "correction.withdraw": (("organisation_head",), "own"),
    "correction.show_effects": (("office_reviewer",), "city"),
    "correction.decide": (("leader",), "city"),
    "month.lock": (("office_reviewer",), "city"),
    "light.set": (("supervisor",), "city"),
    "light.compute": (("office_reviewer", "supervisor"), "city"),
    "part.keep_curve": (("office_reviewer",), "city"),
    "proof.file": (SIGNERS, "own"),
    "proof.withdraw": (SIGNERS, "own"),
    "sample.draw": (("supervisor",), "city"),
    "instruction.give": (("leader",), "city"),
    "chase.sign": (("office_reviewer", "supervisor", "leader"), "city"),
    "chase.answer": (SIGNERS, "own"),
    "chase.judge": (("office_reviewer", "supervisor"), "city"),
}
PARTNERS = dict.fromkeys(RECEIVED, (("lead",), "own"))
"""A partner's report is received by the lead, not by the office."""
SIGNED = {"ask_extension", "ask_adjustment", "apply_done", "object", "confirm_joint"}
"""What binds an organisation is its head's to do."""
SIDES = {
    "lead": ((SIGNERS, "own"),),
    "other": ((SIGNERS, "own"), (("office_reviewer",), "city")),
    "owner": ((SIGNERS, "own"), (("office_reviewer",), "city")),
    "office": ((("office_reviewer",), "city"),),
    "supervision": ((("supervisor",), "city"),),
    "leaders": ((("leader",), "city"),),
    "organisation": ((SIGNERS, "own"),),
    "issuer": ((("office_reviewer", "supervisor"), "city"),),
    "leader": ((("leader",), "city"),),
}
"""Who speaks for a side of a task or of an order."""


def those(roles: tuple[str, ...], reach: str, organisation: str) -> set[str]:
    """The people whose post is one of these, at the organisation or in its very city."""
    return {
        name
        for name, (role, post) in WHO.items()
        if role in roles and (post == organisation if reach == "own" else CITY[post] == CITY[organisation])
    }


def may(action: str, organisation: str, *, partner: bool = False) -> set[str]:
    """Who may do an action on what belongs to an organisation (a partner's report belongs to whoever receives it)."""
    return those(*(PARTNERS[action] if partner else RIGHTS[action]), organisation)


def may_step(step: str, role: str, organisation: str) -> set[str]:
    """Who may take a step of a task or of an order for the organisation that has a role in it."""
    if step in SIGNED:
        return those(("organisation_head",), "own", organisation)
    return set().union(*(those(*each, organisation) for each in SIDES.get(role, ())))
