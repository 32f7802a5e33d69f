"""Who plays: organisations and people, all invented and recognisable by «демо»."""

from dataclasses import dataclass

from bot.models import OrganisationKind, Role

ADMINISTRATOR_ID = 900_000_001

CENTRE = "МБУ ГЦОКО (демо)"
LEGAL = "Отдел юридического и кадрового обеспечения (демо)"
EDUCATION = "Управление образования (демо)"
CULTURE = "Управление культуры (демо)"
SPORT = "Управление спорта и работы с молодежью (демо)"
HOSPITAL, COLLEGE = "Городская больница (демо)", "Педагогический колледж (демо)"
SCHOOL_1, SCHOOL_11, SCHOOL_37 = "Школа № 1 (демо)", "Школа № 11 (демо)", "Школа № 37 (демо)"

ORGANISATIONS: tuple[tuple[str, OrganisationKind], ...] = (
    (EDUCATION, OrganisationKind.DEPARTMENT),
    (CULTURE, OrganisationKind.DEPARTMENT),
    (SPORT, OrganisationKind.DEPARTMENT),
    (LEGAL, OrganisationKind.DEPARTMENT),
    (CENTRE, OrganisationKind.QUALITY_CENTRE),
    (SCHOOL_1, OrganisationKind.SCHOOL),
    (SCHOOL_11, OrganisationKind.SCHOOL),
    (SCHOOL_37, OrganisationKind.SCHOOL),
    ("Лицей № 100 (демо)", OrganisationKind.SCHOOL),
    ("Детский сад № 7 (демо)", OrganisationKind.KINDERGARTEN),
    ("Детский сад № 70 (демо)", OrganisationKind.KINDERGARTEN),
    ("Центр «Созвездие» (демо)", OrganisationKind.ADDITIONAL),
    ("Центр «Экополис» (демо)", OrganisationKind.ADDITIONAL),
    ("Детская музыкальная школа № 5 (демо)", OrganisationKind.CULTURE),
    ("Спортивная школа № 3 (демо)", OrganisationKind.SPORT),
    (COLLEGE, OrganisationKind.COLLEGE),
    ("Завод «Волгарь» (демо)", OrganisationKind.EMPLOYER),
    (HOSPITAL, OrganisationKind.EMPLOYER),
)

ALIASES: dict[str, str] = {
    "Управление образования": EDUCATION,
    "Управление культуры": CULTURE,
    "Управление спорта и работы с молодежью": SPORT,
    "Отдел юридического и кадрового обеспечения": LEGAL,
    "МБУ «Городской центр обеспечения качества образования»": CENTRE,
}
"""What the orders call the departments; the groups are known to the product itself."""


@dataclass(frozen=True)
class Seat:
    """A role to take, in an organisation where it needs one."""

    role: Role
    organisation: str | None = None
    position: str = ""


@dataclass(frozen=True)
class Part:
    """A person of the demo; the administrator's role comes from the settings, a passer-by has none."""

    user_id: int
    name: str
    title: str
    seats: tuple[Seat, ...] = ()
    family: str = ""
    """Pupils: their class in School 37; a parent: the name of the child."""
    companion: str = ""
    """Whoever accompanies or is accompanied at work: tutor, student, employee, trainee."""


CAST: tuple[Part, ...] = (
    Part(ADMINISTRATOR_ID, "Алла Демо", "администратор"),
    Part(900_000_002, "Константин Демо", "контролёр", (Seat(Role.CONTROLLER),)),
    Part(
        900_000_003,
        "Марина Демо",
        "методист ГЦОКО",
        (Seat(Role.METHODIST), Seat(Role.EXECUTOR, CENTRE, "методист")),
    ),
    Part(900_000_004, "Ольга Демо", "координатор Школы № 37", (Seat(Role.COORDINATOR, SCHOOL_37, "завуч"),)),
    Part(900_000_005, "Игорь Демо", "координатор Школы № 11", (Seat(Role.COORDINATOR, SCHOOL_11, "завуч"),)),
    Part(900_000_006, "Дина Демо", "директор Школы № 37", (Seat(Role.HEAD, SCHOOL_37, "директор"),)),
    Part(900_000_007, "Юрий Демо", "начальник отдела ОЮКО", (Seat(Role.HEAD, LEGAL, "начальник отдела"),)),
    Part(
        900_000_008,
        "Нина Демо",
        "специалист Управления образования",
        (Seat(Role.EXECUTOR, EDUCATION, "специалист"),),
    ),
    Part(900_000_010, "Саша Демо", "обучающийся, 11А Школы № 37", family="11А"),
    Part(900_000_011, "Женя Демо", "обучающийся, 9Б Школы № 37", family="9Б"),
    Part(900_000_012, "Мария Демо", "родитель Саши Демо", family="Саша Демо"),
    Part(
        900_000_013,
        "Тамара Демо",
        "тьютор 11А Школы № 37",
        (Seat(Role.TUTOR, SCHOOL_37, "педагог-психолог"),),
        companion="tutor",
    ),
    Part(
        900_000_014,
        "Паша Демо",
        "студент колледжа, наставник Саши",
        (Seat(Role.MENTOR, COLLEGE, "студент 3 курса"),),
        companion="student",
    ),
    Part(
        900_000_015,
        "Галина Демо",
        "наставник в больнице",
        (Seat(Role.MENTOR, HOSPITAL, "старшая медсестра"),),
        companion="employee",
    ),
    Part(900_000_016, "Лёня Демо", "молодой специалист больницы", companion="trainee"),
    Part(900_000_009, "Прохожий", "без роли: родитель или случайный человек"),
)

GUIDE: tuple[str, ...] = (
    "Вы — Алла Демо, администратор. Отправьте боту файл plans/ciklogramma-238-rz-2022.docx из папки проекта.",
    "Посмотрите, что понято в плане, и нажмите «Запустить цикл».",
    "Переведите часы к следующему напоминанию.",
    "Станьте координатором Школы № 37: нажмите «Принято» и выберите день.",
    "Переведите часы ещё и нажмите «Готово», приложите файл.",
    "Станьте контролёром и снимите поручение с контроля.",
    "Станьте Сашей Демо (11А): откройте «Моя анкета», задайте вопрос словами, спросите человека.",
    "Станьте Марией Демо, родителем Саши: «Мои дети», «Согласия».",
    "Станьте тьютором Тамарой: «Мои подопечные» — отметьте встречу в три нажатия.",
    "Саша: «Мой план», «Мой наставник» и кнопка «Мне некомфортно»; сигнал увидит только координатор.",
    "Саша: «Конкурсы» — подайте заявку; «Банк программ» — найдите «космонавтика».",
    "Снова координатор Школы № 37: «Обучающиеся» — подтвердите заявки, напечатайте QR для класса.",
)
