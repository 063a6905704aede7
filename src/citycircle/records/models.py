"""Django looks for models here; each folder keeps its own."""

from citycircle.records.baselines.models import Baseline, Receipt
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.files.models import StoredFile
from citycircle.records.history.models import PastLedger, PastProgress, UnplacedCell
from citycircle.records.jobs.models import Job
from citycircle.records.links.models import Link, Mismatch
from citycircle.records.lists.models import ChangeSet, Listing, ListTemplate, ProposedChange, SheetExport, TaskList
from citycircle.records.notices.models import Notice
from citycircle.records.plans.models import (
    Duty,
    Edit,
    LeadDecision,
    Milestone,
    Plan,
    SourceDocument,
    Target,
    Task,
    UpperPlan,
    Work,
)
from citycircle.records.rounds.models import Asked, CommentRound, Objection
from citycircle.records.schedules.models import CalendarFeed, Precedence

__all__ = [
    "Asked",
    "Baseline",
    "CalendarFeed",
    "CaseEvent",
    "CaseRecord",
    "ChangeSet",
    "CommentRound",
    "Duty",
    "Edit",
    "Job",
    "LeadDecision",
    "Link",
    "ListTemplate",
    "Listing",
    "Milestone",
    "Mismatch",
    "Notice",
    "Objection",
    "PastLedger",
    "PastProgress",
    "Plan",
    "Precedence",
    "ProposedChange",
    "Receipt",
    "SheetExport",
    "SourceDocument",
    "StoredFile",
    "Target",
    "Task",
    "TaskList",
    "UnplacedCell",
    "UpperPlan",
    "Work",
]
