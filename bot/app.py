"""The composition root: settings → database → services → dispatcher → jobs."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import LinkPreviewOptions

from bot.clock import Clock
from bot.handlers import routers
from bot.handlers.access import WhoSpeaks
from bot.handlers.flood import FloodLimit, GuessingLimit
from bot.handlers.forged import ForgedTaps
from bot.handlers.hidden import HiddenTexts
from bot.handlers.menu import MenuLeavesForms
from bot.handlers.notices import render
from bot.jobs import Jobs
from bot.messenger.answers import Persistent
from bot.messenger.form_storage import FormStorage
from bot.messenger.inbox import Inbox
from bot.messenger.pace import Pace
from bot.messenger.poller import Poller
from bot.messenger.sender import Sender
from bot.messenger.session import JsonSession
from bot.models import Database, Purpose, schema
from bot.operations.heartbeat import Pulse
from bot.operations.leadership import Leadership
from bot.operations.lease import Lease
from bot.operations.metrics import Metrics
from bot.services.announcement_sending import AnnouncementSending
from bot.services.announcement_tables import AnnouncementTables
from bot.services.announcements import Announcements
from bot.services.assignments import Assignments
from bot.services.attendance import Attendance
from bot.services.attention import EveningDigest
from bot.services.board import Board
from bot.services.calendar import Calendar
from bot.services.class_links import ClassLinks
from bot.services.consent_desk import ConsentDesk
from bot.services.consultations import Consultations
from bot.services.contest_desk import ContestDesk
from bot.services.contest_entries import ContestEntries
from bot.services.contest_lists import ContestLists
from bot.services.contests import Contests
from bot.services.control import Control
from bot.services.cycle_plan import CyclePlan
from bot.services.event_calendar import EventCalendar
from bot.services.event_edits import EventEdits
from bot.services.event_reminders import EventReminders
from bot.services.event_reports import EventReports
from bot.services.events import Events
from bot.services.exam_days import ExamDays
from bot.services.families import Families
from bot.services.family_reports import FamilyReports
from bot.services.faq import FaqCards
from bot.services.guide import Guide
from bot.services.meetings import Meetings
from bot.services.monitoring import Monitoring
from bot.services.monitoring_files import MonitoringFiles
from bot.services.monitoring_opening import MonitoringOpening
from bot.services.organisations import Organisations
from bot.services.people import People
from bot.services.plan_export import PlanExport
from bot.services.plan_review import PlanReview
from bot.services.plan_settings import PlanSettings
from bot.services.privacy import Privacy
from bot.services.profile_classes import ProfileClasses
from bot.services.programme_desk import ProgrammeDesk
from bot.services.programmes import Programmes
from bot.services.question_routes import QuestionRoutes
from bot.services.questions import Questions
from bot.services.quiz import Quiz
from bot.services.refusals import Refusals
from bot.services.register import Register
from bot.services.registration import Registration
from bot.services.reminders import Reminders
from bot.services.retention import Retention
from bot.services.route_files import RouteFiles
from bot.services.route_reminders import RouteReminders
from bot.services.route_sheets import RouteSheets
from bot.services.route_templates import RouteTemplates
from bot.services.seats import Seats
from bot.services.student_lists import StudentLists
from bot.services.student_names import StudentNames
from bot.services.students import Students
from bot.services.unreachable import Unreachables
from bot.services.weekly_count import WeeklyCount
from bot.services.weekly_digest import WeeklyDigest
from bot.settings import Settings
from bot.texts import Words

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 20.0
WEBHOOK_CONNECTIONS = 40


@dataclass(frozen=True)
class Services:
    """Every use case, by the name under which handlers ask for it."""

    people: People
    organisations: Organisations
    cycle_plan: CyclePlan
    plan_review: PlanReview
    plan_export: PlanExport
    plan_settings: PlanSettings
    assignments: Assignments
    control: Control
    board: Board
    unreachable: Unreachables
    calendar: Calendar
    reminders: Reminders
    refusals: Refusals
    class_links: ClassLinks
    registration: Registration
    students: Students
    register: Register
    student_lists: StudentLists
    weekly_count: WeeklyCount
    families: Families
    consent_desk: ConsentDesk
    privacy: Privacy
    retention: Retention
    faq: FaqCards
    questions: Questions
    question_routes: QuestionRoutes
    quiz: Quiz
    consultations: Consultations
    family_reports: FamilyReports
    meetings: Meetings
    student_names: StudentNames
    profile_classes: ProfileClasses
    guide: Guide
    route_templates: RouteTemplates
    route_sheets: RouteSheets
    route_files: RouteFiles
    route_reminders: RouteReminders
    monitoring: Monitoring
    monitoring_files: MonitoringFiles
    monitoring_opening: MonitoringOpening
    events: Events
    event_edits: EventEdits
    seats: Seats
    attendance: Attendance
    event_reminders: EventReminders
    event_calendar: EventCalendar
    event_reports: EventReports
    announcements: Announcements
    announcement_sending: AnnouncementSending
    announcement_tables: AnnouncementTables
    evening_digest: EveningDigest
    weekly_digest: WeeklyDigest
    exam_days: ExamDays
    contests: Contests
    contest_desk: ContestDesk
    contest_entries: ContestEntries
    contest_lists: ContestLists
    programmes: Programmes
    programme_desk: ProgrammeDesk


@dataclass
class App:
    """The running product. `start` → work → `stop`; `settle` does all that is due, for demo and tests."""

    settings: Settings
    clock: Clock
    db: Database
    bot: Bot
    dispatcher: Dispatcher
    services: Services
    lease: Lease
    leadership: Leadership
    inbox: Inbox
    poller: Poller
    sender: Sender
    jobs: Jobs
    metrics: Metrics
    _background: list[asyncio.Task[None]] = field(default_factory=list)

    async def prepare(self) -> None:
        """Bring the schema up, come to work."""
        await schema.upgrade(self.db)
        await self.services.organisations.ensure_built_in()
        await self.services.consent_desk.seed(self._shipped_consent)
        await self.services.faq.seed()
        await self.services.route_templates.seed()
        await self.lease.take()

    def _shipped_consent(self, purpose: Purpose, language: str) -> str:
        key = f"consent-text-{purpose.value}"
        named = {"municipality": self.settings.municipality} if purpose is Purpose.PARTICIPATION else {}
        return Words(language).label(key, **named)

    async def start(self) -> None:
        """Begin to fetch, to handle and to tick."""
        work = (self.lease.keep(), self.leadership.stand(), self.inbox.run(), self.fetch())
        self._background += [asyncio.create_task(each) for each in work]
        self.jobs.start()

    async def run(self) -> None:
        """Work until cancelled; a refused token ends it."""
        await self.start()
        await self._background[-1]

    async def fetch(self) -> None:
        """Bring updates in until cancelled; those of a webhook come by themselves."""
        if self.settings.webhook_url:
            await asyncio.Event().wait()
        await self.poller.run()

    async def say_where_updates_go(self) -> None:
        """Tell the messenger whether it brings updates or keeps them to be fetched; waiting ones stay."""
        if not self.settings.webhook_url:
            await self.bot.delete_webhook(drop_pending_updates=False)
            return
        await self.bot.set_webhook(
            self.settings.webhook_url,
            secret_token=self.settings.webhook_secret.get_secret_value(),
            allowed_updates=self.dispatcher.resolve_used_update_types(),
            max_connections=WEBHOOK_CONNECTIONS,
            drop_pending_updates=False,
        )

    async def settle(self) -> None:
        """Fetch, handle and deliver until nothing is left to do now (no background work needed)."""
        while True:
            fetched = await self.poller.poll_once(0)
            await self.inbox.settled()
            delivered = await self.sender.deliver()
            if not fetched and not delivered:
                return

    async def stop(self) -> None:
        """Finish what is under way, then let go of everything."""
        self.jobs.pause()
        await asyncio.gather(
            self.sender.close(DRAIN_SECONDS), self.inbox.close(DRAIN_SECONDS), return_exceptions=True
        )
        self.jobs.stop()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self.bot.session.close()
        with suppress(Exception):  # without a database there is nothing to leave; the lease runs out
            await self.lease.end()
        await self.db.close()


def build(
    settings: Settings, clock: Clock, token: str, api_url: str | None = None, *, paced: bool = True
) -> App:
    """Wire everything; nothing is started and nothing outside is touched yet.

    `paced=False` lets messages come and go at once: only for a local Telegram.
    """
    db = Database(settings.database_url)
    metrics = Metrics()
    metrics.watch(db)
    assignments = Assignments(db, clock, settings)
    monitoring = Monitoring(db, clock, settings, assignments)
    seats = Seats(db, clock, settings)
    announcements = Announcements(db, clock, settings)
    services = Services(
        people=People(db, clock, settings),
        organisations=Organisations(db, clock, settings),
        cycle_plan=CyclePlan(db, clock, settings),
        plan_review=PlanReview(db, clock, settings),
        plan_export=PlanExport(db, clock, settings),
        plan_settings=PlanSettings(db, clock, settings),
        assignments=assignments,
        control=Control(db, clock, settings),
        board=Board(db, clock, settings),
        unreachable=Unreachables(db, clock, settings),
        calendar=Calendar(db, clock, settings),
        reminders=Reminders(db, clock, settings),
        refusals=Refusals(db, clock),
        class_links=ClassLinks(db, clock, settings),
        registration=Registration(db, clock, settings),
        students=Students(db, clock, settings),
        register=Register(db, clock, settings),
        student_lists=StudentLists(db, clock, settings),
        weekly_count=WeeklyCount(db, clock, settings),
        families=Families(db, clock, settings),
        consent_desk=ConsentDesk(db, clock, settings),
        privacy=Privacy(db, clock, settings),
        retention=Retention(db, clock, settings),
        faq=FaqCards(db, clock, settings),
        questions=Questions(db, clock, settings),
        question_routes=QuestionRoutes(db, clock),
        quiz=Quiz(db, clock, settings),
        consultations=Consultations(db, clock, settings),
        family_reports=FamilyReports(db, clock),
        meetings=Meetings(db, clock, settings),
        student_names=StudentNames(db, clock, settings),
        profile_classes=ProfileClasses(db, clock, settings),
        guide=Guide(db, clock, settings),
        route_templates=RouteTemplates(db, clock),
        route_sheets=RouteSheets(db, clock, settings),
        route_files=RouteFiles(db, clock),
        route_reminders=RouteReminders(db, clock, settings),
        monitoring=monitoring,
        monitoring_files=MonitoringFiles(monitoring, clock),
        monitoring_opening=MonitoringOpening(db, clock, settings),
        events=Events(db, clock, settings, seats),
        event_edits=EventEdits(db, clock, seats),
        seats=seats,
        attendance=Attendance(db, clock),
        event_reminders=EventReminders(db, clock, settings),
        event_calendar=EventCalendar(db, clock, settings),
        event_reports=EventReports(db, clock),
        announcements=announcements,
        announcement_sending=AnnouncementSending(db, clock, settings, announcements),
        announcement_tables=AnnouncementTables(db, clock),
        evening_digest=EveningDigest(db, clock, settings),
        weekly_digest=WeeklyDigest(db, clock, settings),
        exam_days=ExamDays(db, clock),
        contests=Contests(db, clock, settings),
        contest_desk=ContestDesk(db, clock, settings),
        contest_entries=ContestEntries(db, clock, settings),
        contest_lists=ContestLists(db, clock),
        programmes=Programmes(db, clock),
        programme_desk=ProgrammeDesk(db, clock, settings),
    )
    server = TelegramAPIServer.from_base(api_url or settings.telegram_api_url)
    bot = Bot(
        token,
        session=JsonSession(api=server),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )
    dispatcher = Dispatcher(storage=FormStorage(db), settings=settings, clock=clock, **vars(services))
    dispatcher.update.outer_middleware(WhoSpeaks(services.people, settings.language))
    if paced:
        dispatcher.update.outer_middleware(FloodLimit())
    dispatcher.message.outer_middleware(HiddenTexts())
    dispatcher.message.outer_middleware(GuessingLimit())
    dispatcher.callback_query.outer_middleware(ForgedTaps())
    dispatcher.callback_query.outer_middleware(MenuLeavesForms())
    dispatcher.include_routers(*routers())
    lease, leadership = Lease(db), Leadership(db)
    report_parked = metrics.reporting(services.people.report_parked)
    inbox = Inbox(db, clock, lease, bot, dispatcher, report_parked, metrics)
    poller = Poller(db, clock, bot, inbox, leadership, dispatcher.resolve_used_update_types())
    rates = (settings.bulk_rate, settings.chat_rate) if paced else (None, None)
    pace = Pace(*rates, shared=not db.is_sqlite)
    bot.session.middleware(Persistent(pace.answered, inbox.pause))
    sender = Sender(db, clock, lease, bot, pace, render, metrics)
    slow = [
        services.registration.tick,
        services.weekly_count.tick,
        services.retention.tick,
        services.questions.tick,
        services.consultations.tick,
        services.meetings.tick,
        services.guide.tick,
        services.route_reminders.tick,
        services.monitoring_opening.tick,
        services.events.tick,
        services.seats.tick,
        services.event_reminders.tick,
        services.weekly_digest.tick,
        services.evening_digest.tick,
        services.contests.tick,
    ]
    quick = [services.announcement_sending.tick]
    jobs = Jobs(clock, Pulse(db, clock, metrics), leadership, services.reminders, quick, slow, inbox, sender)
    return App(
        settings=settings,
        clock=clock,
        db=db,
        bot=bot,
        dispatcher=dispatcher,
        services=services,
        lease=lease,
        leadership=leadership,
        inbox=inbox,
        poller=poller,
        sender=sender,
        jobs=jobs,
        metrics=metrics,
    )
