"""Tables, with the nouns of the glossary."""

from bot.models.assignments import (
    Assignment,
    AssignmentState,
    Audience,
    CalendarDay,
    Completion,
    EvidenceKind,
    Nudge,
    Reminder,
    ReminderState,
    Request,
    RequestKind,
)
from bot.models.audit import AuditEntry
from bot.models.base import Base, Database
from bot.models.delivery import FormState, InboxUpdate, MessageState, OutboxMessage, Priority, UpdateState
from bot.models.operations import Heartbeat, SendingPace, Worker
from bot.models.organisations import (
    ExecutorAlias,
    Organisation,
    OrganisationGroup,
    OrganisationGroupMember,
    OrganisationKind,
)
from bot.models.people import Invite, Membership, Peer, Person, Role, Substitution, Unreachable
from bot.models.plans import (
    ItemExecutor,
    Occurrence,
    OccurrenceKind,
    Plan,
    PlanCycle,
    PlanItem,
    PlanSection,
    PlanState,
)

__all__ = [
    "Assignment",
    "AssignmentState",
    "Audience",
    "AuditEntry",
    "Base",
    "CalendarDay",
    "Completion",
    "Database",
    "EvidenceKind",
    "ExecutorAlias",
    "FormState",
    "Heartbeat",
    "InboxUpdate",
    "Invite",
    "ItemExecutor",
    "Membership",
    "MessageState",
    "Nudge",
    "Occurrence",
    "OccurrenceKind",
    "Organisation",
    "OrganisationGroup",
    "OrganisationGroupMember",
    "OrganisationKind",
    "OutboxMessage",
    "Peer",
    "Person",
    "Plan",
    "PlanCycle",
    "PlanItem",
    "PlanSection",
    "PlanState",
    "Priority",
    "Reminder",
    "ReminderState",
    "Request",
    "RequestKind",
    "Role",
    "SendingPace",
    "Substitution",
    "Unreachable",
    "UpdateState",
    "Worker",
]
