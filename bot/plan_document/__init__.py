"""An official document in, rows and dates out. Pure: no database, no messenger, no clock of its own."""

from bot.plan_document.checks import CONTRADICTIONS, DATE_DOUBTS, needs_person
from bot.plan_document.deadlines import read_deadline
from bot.plan_document.document import PlanDocument, PlanRow, read_plan
from bot.plan_document.executors import Executor, read_executors
from bot.plan_document.failures import NotAPlan, PlanUnreadable, UnsupportedFormat
from bot.plan_document.occurrences import Occurrence, cycle_of, occurrences, proposed_date
from bot.plan_document.reader import check_format
from bot.plan_document.timing import Day, PlanWarning, Span, Timing

__all__ = [
    "CONTRADICTIONS",
    "DATE_DOUBTS",
    "Day",
    "Executor",
    "NotAPlan",
    "Occurrence",
    "PlanDocument",
    "PlanRow",
    "PlanUnreadable",
    "PlanWarning",
    "Span",
    "Timing",
    "UnsupportedFormat",
    "check_format",
    "cycle_of",
    "needs_person",
    "occurrences",
    "proposed_date",
    "read_deadline",
    "read_executors",
    "read_plan",
]
