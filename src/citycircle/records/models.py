"""Django looks for models here; each folder keeps its own."""

from citycircle.records.baselines.models import Baseline, Receipt
from citycircle.records.cases.models import CaseEvent, CaseRecord, OwnClock
from citycircle.records.files.models import StoredFile
from citycircle.records.history.models import PastLedger, PastProgress, UnplacedCell
from citycircle.records.jobs.models import Job
from citycircle.records.links.models import Link, Mismatch
from citycircle.records.lists.models import ChangeSet, Listing, ListTemplate, ProposedChange, SheetExport, TaskList
from citycircle.records.month.deadlines import Deadline
from citycircle.records.month.models import (
    AnsweredQuestion,
    Chase,
    CorrectionSlip,
    Entry,
    Instruction,
    Light,
    LightBefore,
    LightPolicy,
    MonthLock,
    Part,
    Proof,
    Report,
    ReportForm,
    Sample,
)
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
    "AnsweredQuestion",
    "Asked",
    "Baseline",
    "CalendarFeed",
    "CaseEvent",
    "CaseRecord",
    "ChangeSet",
    "Chase",
    "CommentRound",
    "CorrectionSlip",
    "Deadline",
    "Duty",
    "Edit",
    "Entry",
    "Instruction",
    "Job",
    "LeadDecision",
    "Light",
    "LightBefore",
    "LightPolicy",
    "Link",
    "ListTemplate",
    "Listing",
    "Milestone",
    "Mismatch",
    "MonthLock",
    "Notice",
    "Objection",
    "OwnClock",
    "Part",
    "PastLedger",
    "PastProgress",
    "Plan",
    "Precedence",
    "Proof",
    "ProposedChange",
    "Receipt",
    "Report",
    "ReportForm",
    "Sample",
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
