"""What is well and what is not: a verdict on each part of the work, with one line on what to do."""

from dataclasses import dataclass
from enum import StrEnum

from bot.models import MessageState, UpdateState
from bot.operations.facts import Facts
from bot.operations.heartbeat import CONFLICT, DELIVER, REMIND


class State(StrEnum):
    """Well, worth a look, to be put right."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """One part of the work."""

    name: str
    state: State
    said: str
    remedy: str = ""


TICK_LATE, TICK_STOPPED = 90.0, 180.0
MESSAGE_LATE, DELIVERY_STOPPED = 120.0, 900.0
UPDATE_LATE, HANDLING_STOPPED = 60.0, 600.0
DELIVERY_QUIET = 300.0
PARKED_MANY = 20
UNREACHABLE_MANY = 0.2
CONFLICT_FRESH = 300.0


def running_checks(facts: Facts) -> list[Check]:
    """What has to be well every minute: the health endpoint is made of these."""
    return [_ticks(facts), _delivery(facts), _inbox(facts), _parked(facts), _poller(facts)]


def people_checks(facts: Facts) -> list[Check]:
    """What a person has to look into, now or tomorrow."""
    return [_uncertain(facts), _unreachable(facts)]


def worst(checks: list[Check]) -> State:
    """The verdict on all of them."""
    found = {each.state for each in checks}
    return next((state for state in (State.FAIL, State.WARN) if state in found), State.OK)


def graded(age: float, late: float, stopped: float) -> State:
    """By how old something is."""
    return State.OK if age <= late else State.WARN if age <= stopped else State.FAIL


def span(seconds: float) -> str:
    """A length of time to read."""
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


def _ticks(facts: Facts) -> Check:
    age = facts.age(facts.beats.get(REMIND))
    if age is None:
        return Check("ticks", State.FAIL, "the bot has never ticked here", "start it: python -m bot run")
    state = graded(age, TICK_LATE, TICK_STOPPED)
    remedy = "" if state is State.OK else "is the bot running? restart it and read its log"
    return Check("ticks", state, f"the last one {span(age)} ago", remedy)


def _delivery(facts: Facts) -> Check:
    waiting = facts.age(facts.waiting_since) or 0.0
    ages = [facts.age(facts.beats.get(DELIVER)), facts.age(facts.last_sent)]
    quiet = min((age for age in ages if age is not None), default=None)
    pending = facts.outbox.get(MessageState.PENDING, 0)
    state = graded(waiting, MESSAGE_LATE, DELIVERY_STOPPED)
    if state is State.FAIL and quiet is not None and quiet <= DELIVERY_QUIET:
        state = State.WARN  # slow, but it goes on
    said = f"{pending} waiting" + (f", the oldest {span(waiting)}" if waiting > 1 else "")
    if facts.last_sent is not None:
        said += f"; the last one went {span(max(0.0, facts.age(facts.last_sent) or 0.0))} ago"
    if facts.stuck:
        state = max(state, State.WARN, key=list(State).index)
        said += f"; {facts.stuck} taken for sending and never settled"
    remedy = "" if state is State.OK else "see the log for message_refused and telegram_unreachable"
    return Check("outbox", state, said, remedy)


def _inbox(facts: Facts) -> Check:
    pending = facts.inbox.get(UpdateState.PENDING, 0)
    age = facts.age(facts.unhandled_since) or 0.0
    state = graded(age, UPDATE_LATE, HANDLING_STOPPED)
    said = f"{pending} not handled yet" + (f", the oldest {span(age)}" if age > 1 else "")
    return Check("inbox", state, said, "" if state is State.OK else "restart the bot: it takes them up")


def _parked(facts: Facts) -> Check:
    parked = facts.inbox.get(UpdateState.PARKED, 0)
    state = State.OK if parked == 0 else State.WARN if parked < PARKED_MANY else State.FAIL
    remedy = "" if not parked else "look for handler_failed in the log and report it with the version"
    return Check("parked", state, f"{parked} updates given up", remedy)


def _poller(facts: Facts) -> Check:
    age = facts.age(facts.beats.get(CONFLICT))
    if age is None or age > CONFLICT_FRESH:
        return Check("poller", State.OK, "nobody else fetches with this token")
    return Check(
        "poller",
        State.FAIL,
        f"another program fetched with the same token {span(age)} ago",
        "stop it, or get a new token from @BotFather if it is not yours",
    )


def _uncertain(facts: Facts) -> Check:
    doubts = facts.doubtful + facts.refused
    said = f"{facts.doubtful} may not have arrived, {facts.refused} refused in 30 days"
    remedy = "" if not doubts else "the bot lists whom to call: «Кому позвонить»"
    return Check("messages", State.WARN if doubts else State.OK, said, remedy)


def _unreachable(facts: Facts) -> Check:
    many = facts.people and facts.unreachable / facts.people > UNREACHABLE_MANY
    said = f"{facts.unreachable} of {facts.people} cannot be reached"
    remedy = "" if not many else "call them: «Кому позвонить»; they have to unblock the bot"
    return Check("people", State.WARN if many else State.OK, said, remedy)
