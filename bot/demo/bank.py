"""What the demo's bank of programmes and its contests begin with: the names are those the orders print.

The programmes of §5.1 of the plan belong to two real centres; here they belong to two invented ones.
"""

from datetime import timedelta

from bot.app import App
from bot.models import Contest, ContestStage, Programme, ProgrammeState, Sphere
from bot.services.contest_templates import templates
from bot.services.people import Actor

ACADEMY, ECOSPHERE = "Центр «Созвездие» (демо)", "Центр «Экополис» (демо)"
PRIMARY, BASIC, SENIOR = tuple(range(1, 5)), tuple(range(5, 10)), (10, 11)
FROM = "Программа научно-технической направленности из плана 2018–2025, п. 5.1."

PROGRAMMES: tuple[tuple[str, tuple[int, ...], tuple[str, ...]], ...] = (
    (ACADEMY, PRIMARY, ("Архимеды-старт", "Архимеды-юниор", "Конструкторское бюро")),
    (ACADEMY, BASIC, ("Циолковский", "Компьютерный дизайн", "Робототехника", "Начальная робототехника")),
    (
        ACADEMY,
        SENIOR,
        (
            "Олимпиадное программирование",
            "Городская команда судомоделистов",
            "Моделирование физических процессов",
            "3D-моделирование",
        ),
    ),
    (
        ECOSPHERE,
        BASIC + SENIOR,  # the order names no grades for these
        (
            "EKO engineering",
            "Деревообработка и проектирование",
            "Одежда в стиле Бохо",
            "Радиотехническое конструирование",
            "Юные Кулибины",
            'Прикладное техническое проектирование "1 к N"',
            "Архимеды",
            "АвтоДрайв",
            "Лего - робот",
            "Кострома глазами архитектора",
            "Как строилась Кострома",
        ),
    ),
)
"""By centre and grades."""
ABOUT = {
    "Циолковский": "Космонавтика, астрономия, физика, математика, промышленный дизайн, STEM-практики.",
    "Деревообработка и проектирование": "Модульная программа.",
}
"""What the order says of a programme beside its name."""
RUNNING = ("science-day-8-9", "science-day-10-11", "essay-10-11")
"""Contests that are under way, by the keys of their templates."""
STAGES = (("Приём заявок", timedelta(days=21)), ("Подведение итогов", timedelta(days=45)))


async def fill(app: App, methodist: Actor) -> None:
    """Once: programmes that are accepted already, contests that are published already."""
    now = app.clock.now()
    if await app.services.programmes.spheres():
        return
    places = {row.name: row.organisation_id for row in await app.services.organisations.listed()}
    async with app.db.transaction() as session:
        for centre, grades, titles in PROGRAMMES:
            for title in titles:
                session.add(
                    Programme(
                        organisation_id=places[centre],
                        title=title,
                        about=f"{ABOUT[title]} {FROM}" if title in ABOUT else FROM,
                        sphere=Sphere.ENGINEERING,
                        grades=list(grades),
                        state=ProgrammeState.ACCEPTED,
                        created_by=methodist.person_id,
                        created_at=now,
                        decided_by=methodist.person_id,
                        decided_at=now,
                    )
                )
        for template in templates():
            if template.key not in RUNNING:
                continue
            contest = Contest(
                template_key=template.key,
                title=template.title,
                about=template.about,
                level=template.level,
                organiser=template.organiser,
                grades=list(template.grades),
                nominations=list(template.nominations),
                every_years=template.every_years,
                contact="МБУ ГЦОКО (демо), методический кабинет",
                created_by=methodist.person_id,
                created_at=now,
                published_at=now,
            )
            session.add(contest)
            await session.flush()
            for position, (title, ahead) in enumerate(STAGES):
                until = now.date() + ahead
                session.add(ContestStage(contest_id=contest.id, position=position, title=title, until=until))
