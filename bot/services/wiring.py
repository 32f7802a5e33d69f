"""Every use case, wired: the one list of what the product can do, and of what it does by itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.models import Database
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
from bot.services.mentoring.attachment import Attachment
from bot.services.mentoring.check_ins import CheckIns
from bot.services.mentoring.departures import Departures
from bot.services.mentoring.desk import MentoringDesk
from bot.services.mentoring.offers import Offers
from bot.services.mentoring.overview import Overview
from bot.services.mentoring.pair_programmes import PairProgrammes
from bot.services.mentoring.pairs import Pairs
from bot.services.mentoring.passports import Passports
from bot.services.mentoring.plans import ProfessionalPlans
from bot.services.mentoring.programmes import MentoringProgrammes
from bot.services.mentoring.questions import PairQuestions
from bot.services.mentoring.registers import Registers
from bot.services.mentoring.relays import Relays
from bot.services.mentoring.signals import Signals
from bot.services.mentoring.watch import Watch
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

Tick = Callable[[], Awaitable[None]]


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
    attachment: Attachment
    mentoring_desk: MentoringDesk
    departures: Departures
    mentoring_programmes: MentoringProgrammes
    pair_programmes: PairProgrammes
    check_ins: CheckIns
    offers: Offers
    pairs: Pairs
    passports: Passports
    professional_plans: ProfessionalPlans
    pair_questions: PairQuestions
    relays: Relays
    signals: Signals
    watch: Watch
    overview: Overview
    registers: Registers

    @property
    def quick_ticks(self) -> Sequence[Tick]:
        """What is looked at several times a minute."""
        return [self.announcement_sending.tick]

    @property
    def slow_ticks(self) -> Sequence[Tick]:
        """What is never urgent."""
        return [
            self.registration.tick,
            self.weekly_count.tick,
            self.retention.tick,
            self.questions.tick,
            self.consultations.tick,
            self.meetings.tick,
            self.guide.tick,
            self.route_reminders.tick,
            self.monitoring_opening.tick,
            self.events.tick,
            self.seats.tick,
            self.event_reminders.tick,
            self.weekly_digest.tick,
            self.evening_digest.tick,
            self.contests.tick,
            self.departures.tick,
            self.offers.tick,
            self.pair_programmes.tick,
            self.signals.tick,
            self.watch.tick,
        ]


def wire(db: Database, clock: Clock, settings: Settings) -> Services:
    """Give every use case what it works with; nothing is touched yet."""
    assignments = Assignments(db, clock, settings)
    monitoring = Monitoring(db, clock, settings, assignments)
    seats = Seats(db, clock, settings)
    announcements = Announcements(db, clock, settings)
    return Services(
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
        attachment=Attachment(db, clock, settings),
        departures=Departures(db, clock, settings),
        mentoring_desk=MentoringDesk(db, clock, settings),
        mentoring_programmes=MentoringProgrammes(db, clock, settings),
        pair_programmes=PairProgrammes(db, clock, settings),
        check_ins=CheckIns(db, clock, settings),
        offers=Offers(db, clock, settings),
        pairs=Pairs(db, clock, settings),
        passports=Passports(db, clock, settings),
        professional_plans=ProfessionalPlans(db, clock, settings),
        pair_questions=PairQuestions(db, clock, settings),
        relays=Relays(db, clock, settings),
        signals=Signals(db, clock, settings),
        watch=Watch(db, clock, settings),
        overview=Overview(db, clock, settings),
        registers=Registers(db, clock, settings),
    )
