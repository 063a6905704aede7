"""The demo's office takes its two years of Excel over: likely rows are confirmed, the others left out."""

from __future__ import annotations

from datetime import datetime

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.demo.ledgers import past_ledger
from citycircle.records.files.actions import take_in
from citycircle.records.history.actions.taking_over import SKIP, LookAtLedger, MatchRows, TakeOver
from citycircle.records.history.looking import past_of, proposed
from citycircle.records.history.models import PastLedger
from citycircle.records.plans.models import Plan


def take_over(office: Organisation, plan: Plan, *, by: Viewer, at: datetime) -> PastLedger:
    """Read the invented ledger for a plan of 澜川市, match its rows and file it as history."""
    name, data = past_ledger()
    file = take_in(data, name, organisation=office, by=by, at=at)
    ledger = carry_out(LookAtLedger(organisation=office, file=file, plan=plan), by=by, at=at)
    past = past_of(file, None)
    likely = proposed(ledger, past)
    choices = tuple(f"{row}={likely[row][0] if row in likely else SKIP}" for row in range(len(past.tasks)))
    carry_out(MatchRows(ledger=ledger, choices=choices), by=by, at=at)
    return carry_out(TakeOver(ledger=ledger), by=by, at=at, reason="接续原有台账")
