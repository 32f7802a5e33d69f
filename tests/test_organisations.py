"""Organisations are entered or loaded, belong to groups, and the assignments follow them."""

import asyncio
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from sqlalchemy import select

from bot.errors import Unreadable
from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Database,
    EvidenceKind,
    ExecutorAlias,
    Invite,
    Occurrence,
    Organisation,
    OrganisationGroup,
    OrganisationKind,
    PlanItem,
    Role,
    schema,
)
from bot.services import organisation_table
from bot.services.actor import Actor
from bot.services.assignments import Evidence
from bot.services.executors import Target, suggestions
from bot.services.names import contains
from bot.services.organisation_groups import ensure_built_in
from tests.city import CYCLE_PLAN, City, city
from tests.databases import POSTGRESQL, SQLITE, empty_database
from tests.taps import go, labels, tap

SCHOOL = "Школа № 1 (демо)"


async def _administrator(c: City) -> Actor:
    if not c.administrator.messages:
        await c.administrator.start()
        await c.settle()
    actor = await c.app.services.people.actor(c.administrator.id, c.administrator.id)
    assert actor is not None
    return actor


async def _assignments(c: City, organisation: str, item: str | None = None) -> list[Assignment]:
    async with c.app.db.reading() as session:
        query = (
            select(Assignment)
            .join(Organisation, Organisation.id == Assignment.organisation_id)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(Organisation.name == organisation)
        )
        if item is not None:
            query = query.where(PlanItem.number == item)
        return list(await session.scalars(query))


def _states(assignments: list[Assignment]) -> set[AssignmentState]:
    return {each.state for each in assignments}


def _table(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Название", "Вид", "Группы"), *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


async def _upload(c: City, content: bytes, name: str = "список.xlsx") -> str:
    await _administrator(c)
    await go(c, c.administrator, "Организации", "Загрузить список")
    await c.administrator.send_file(name, content)
    await c.settle()
    return c.administrator.last.text


async def test_an_organisation_is_entered_by_hand_once(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        admin = c.administrator
        await go(c, admin, "Организации", "Добавить", "Школа")
        await c.say(admin, "  Школа   № 1 (демо) ")
        assert f"Добавлена: {SCHOOL}" in admin.last.text
        await c.say(admin, "школа №1 (ДЕМО)")
        assert "уже есть в списке" in admin.last.text
        await c.say(admin, "Школа № 11 (демо)")
        assert "Добавлена: Школа № 11" in admin.last.text
        await c.say(admin, "Я")
        assert "от 2 до 200" in admin.last.text
        await go(c, admin, "Организации")
        assert "2 организации" in admin.last.text
        await tap(c, admin, "Школа · 2")
        assert labels(admin.last)[:2] == [SCHOOL, "Школа № 11 (демо)"]


async def test_the_list_goes_out_and_comes_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        admin = c.administrator
        await go(c, admin, "Организации", "Скачать список")
        document = admin.last.document
        assert document is not None
        assert document.name == "Организации.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(document.data))
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[2]] == [SCHOOL, "школа", None]
        offered = sheet.data_validations.dataValidation[0]
        assert "детский сад" in offered.formula1
        sheet.append(
            ("Детский сад № 5 (демо)", "Детский сад", "Муниципальные организации; Пилотные площадки")
        )
        sheet.append(("Кванториум (демо)", "космодром", None))
        sheet.append((None, "школа", None))
        sheet.append(("Лицей № 17 (демо)", "школа", None))
        buffer = io.BytesIO()
        book.save(buffer)

        text = await _upload(c, buffer.getvalue())
        assert "Добавлено 2 организации" in text
        assert "Уже была в списке 1 организация" in text
        assert "новые группы: «Пилотные площадки»" in text
        assert "4: «Кванториум (демо)» — неизвестный вид «космодром»" in text
        assert "5: нет названия" in text

        again = await _upload(c, await c.app.services.organisations.table())
        assert "Новых организаций в списке нет" in again
        assert "Уже были в списке 3 организации" in again
        card = await c.app.services.organisations.listed(OrganisationKind.KINDERGARTEN)
        joined = (await c.app.services.organisations.card(card[0].organisation_id)).groups
        assert joined == ("Муниципальные организации", "Пилотные площадки")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("список.xlsx", b"PK\x03\x04 broken"),
        ("список.xlsx", b""),
        ("список.xls", _table(("Школа № 1", "школа"))),
        ("договор.docx", CYCLE_PLAN.read_bytes()),
        ("список.xlsx", CYCLE_PLAN.read_bytes()),
        ("список.xlsx", _table(("Школа № 1", "школа"))[:-700]),
    ],
    ids=["garbage", "empty", "old", "docx", "docx in disguise", "cut off"],
)
async def test_a_file_that_is_no_list_is_refused_and_the_next_one_taken(
    tmp_path: Path, name: str, content: bytes
) -> None:
    async with city(tmp_path) as c:
        assert "Нужен файл .xlsx" in await _upload(c, content, name)
        assert await c.app.services.organisations.listed() == []
        await c.administrator.send_file("список.xlsx", _table((SCHOOL, "школа", "")))
        await c.settle()
        assert "Добавлена 1 организация" in c.administrator.last.text


async def test_a_file_that_is_too_big_is_not_even_fetched(tmp_path: Path) -> None:
    async with city(tmp_path, upload_megabytes=1) as c:
        assert "больше 1 МБ" in await _upload(c, b"x" * (1024 * 1024 + 1))


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_unopened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (organisation_table.LARGEST_UNPACKED + 1))
    assert len(buffer.getvalue()) < 1024 * 1024
    with pytest.raises(Unreadable) as refusal:
        organisation_table.read(buffer.getvalue())
    assert refusal.value.key == "organisation-table-too-long"


def test_formulas_come_in_as_values_and_go_out_as_text() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Школа № 7", "школа"))
    sheet.write_formula(1, 0, '=CONCATENATE("Школа № ",8)', None, "Школа № 8")
    sheet.write(1, 1, "школа")
    book.close()
    rows, problems = organisation_table.read(buffer.getvalue())
    assert [row.name for row in rows] == ["Школа № 7", "Школа № 8"]
    assert problems == []

    dangerous = ['=HYPERLINK("http://x","школа")', "+7 школа", "-школа", "@школа", "http://school.example"]
    kind = OrganisationKind.SCHOOL
    content = organisation_table.write(
        [organisation_table.TableRow(name, kind, ("=1+1",)) for name in dangerous]
    )
    written = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    for number, name in enumerate(dangerous, start=2):
        assert written.cell(number, 1).value == name
        assert written.cell(number, 1).data_type == "s"
        assert written.cell(number, 3).data_type == "s"
        assert written.cell(number, 1).hyperlink is None
    assert [row.name for row in organisation_table.read(content)[0]] == dangerous


@pytest.mark.parametrize(
    ("name", "part", "found"),
    [
        ("Школа № 1", "школа 1", True),
        ("Школа № 11", "школа 1", False),
        ("Школа № 11", "школа №11", True),
        ("Школа № 1", "ШКОЛА №1", True),
        ("Центр «Ёлочка»", "елоч", True),
        ("Школа № 1", "", True),
        ("Школа № 1", "сад", False),
    ],
)
def test_a_number_is_only_ever_the_whole_number(name: str, part: str, found: bool) -> None:
    assert contains(name, part) is found


async def test_school_1_is_never_suggested_for_school_11(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.organisation("Школа № 11", OrganisationKind.SCHOOL)
        async with c.app.db.reading() as session:
            assert await suggestions(session, "МБОУ школа № 1") == []
            assert [choice.name for choice in await suggestions(session, "МБОУ школа 11")] == ["Школа № 11"]


async def test_whoever_joins_later_gets_what_is_still_ahead(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        await c.activate()
        text = await _upload(c, _table((SCHOOL, "школа", "")))
        assert "По действующим планам создано" in text
        assert await _assignments(c, SCHOOL)


async def test_a_closed_organisation_has_nothing_to_do_until_it_is_added_again(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        number = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        actor = await _administrator(c)
        await c.activate()
        unused = (await c.app.services.people.invite(actor, Role.HEAD, number)).token
        olga = await c.join("Ольга Демо", Role.COORDINATOR, number)
        admin = c.administrator
        await go(c, admin, "Организации")
        await c.say(admin, "школа 1")
        await tap(c, admin, SCHOOL, "Закрыть")
        assert "будут отменены" in admin.last.text
        await tap(c, admin, "Да, закрыть")
        assert "Отменено" in admin.last.text
        await admin.repeat_last_tap()
        await c.settle()

        before = await _assignments(c, SCHOOL)
        assert _states(before) == {AssignmentState.WITHDRAWN}
        async with c.app.db.reading() as session:
            actions = list(await session.scalars(select(AuditEntry.action)))
            assert actions.count("withdrawn") == len(before)
            invites = list(await session.scalars(select(Invite).where(Invite.used_by.is_(None))))
            assert all(invite.revoked_at for invite in invites)
        await olga.start(f"i{unused}")
        await c.settle()
        assert "отозвано" in olga.last.text

        await go(c, admin, "Организации", "Добавить", "Школа")
        await c.say(admin, SCHOOL)
        after = await _assignments(c, SCHOOL)
        assert _states(after) == {AssignmentState.OPEN}
        assert len(after) == len(before)


async def test_what_a_controller_agreed_is_not_ours_stays_so(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        number = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, number)
        admin = await _administrator(c)
        await c.activate()
        services = c.app.services
        actor = await services.people.actor(olga.id, olga.id)
        assert actor is not None
        first, second = [card.assignment_id for card in await services.assignments.mine(actor)][:2]
        disputed = await services.assignments.dispute(actor, first, "m:1", "не наше")
        await services.control.grant(admin, disputed.questions[0].request_id)
        await services.assignments.complete(actor, second, Evidence("m:2", EvidenceKind.TEXT, "сделано"))
        await services.organisations.close(admin, number)
        await services.organisations.add(admin, SCHOOL, OrganisationKind.SCHOOL)
        states = {each.id: each.state for each in await _assignments(c, SCHOOL)}
        assert states[first] is AssignmentState.WITHDRAWN
        assert states[second] is AssignmentState.REPORTED, "a report waits for its decision"


async def test_a_renamed_organisation_is_still_meant_by_the_old_name(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        name = await _an_executor(c)
        number = await c.organisation(name, OrganisationKind.DEPARTMENT)
        plan_id = await c.activate()
        before = await _assignments(c, name)
        assert before
        admin = c.administrator
        await go(c, admin, "Организации", "Отдел, управление ·", name[:20], "Переименовать")
        await c.say(admin, "Управление по делам школы")
        assert "Новое название: Управление по делам школы" in admin.last.text
        after = await _assignments(c, "Управление по делам школы")
        assert {each.id: each.state for each in after} == {each.id: each.state for each in before}
        assert await c.app.services.organisations.next_unresolved(plan_id) is None
        await c.organisation("Другая организация", OrganisationKind.DEPARTMENT)
        await tap(c, admin, "Открыть", "Переименовать")
        await c.say(admin, "другая организация")
        assert "уже есть в списке" in admin.last.text
        assert await c.app.services.organisations.name_of(number) == "Управление по делам школы"


async def test_the_assignments_follow_a_group(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        await c.organisation("Техникум № 3 (демо)", OrganisationKind.COLLEGE)
        await c.activate()
        assert await _assignments(c, "Техникум № 3 (демо)") == []
        admin = c.administrator
        await go(c, admin, "Организации", "Группы", "Муниципальные образовательные", "Добавить в группу")
        await tap(c, admin, "Колледж", "Техникум № 3")
        assert "Отдельно добавлена 1 организация" in admin.last.text
        assert "Входят целиком: Школа, Детский сад" in admin.last.text
        joined = await _assignments(c, "Техникум № 3 (демо)")
        assert _states(joined) == {AssignmentState.OPEN}
        await tap(c, admin, "✕ Техникум № 3")
        assert "0 организаций" in admin.last.text
        assert _states(await _assignments(c, "Техникум № 3 (демо)")) == {AssignmentState.WITHDRAWN}
        await tap(c, admin, "Добавить в группу", "Колледж", "Техникум № 3")
        assert _states(await _assignments(c, "Техникум № 3 (демо)")) == {AssignmentState.OPEN}


async def test_a_wrong_answer_is_forgotten_and_given_again(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        actor = await _administrator(c)
        wrong, right = "Отдел снабжения (демо)", "Управление образования Комитета"
        wrong_id = await c.organisation(wrong, OrganisationKind.DEPARTMENT)
        right_id = await c.organisation(right, OrganisationKind.DEPARTMENT)
        plan_id = await c.app.services.cycle_plan.import_plan(actor, CYCLE_PLAN.name, CYCLE_PLAN.read_bytes())
        name = ""
        while (unknown := await c.app.services.organisations.next_unresolved(plan_id)) is not None:
            is_wanted = "управление образования" in unknown.name.lower()
            name = unknown.name if is_wanted else name
            target = Target(wrong_id if is_wanted else None, None)
            await c.app.services.cycle_plan.explain_executor(actor, plan_id, unknown.executor_id, target)
        await c.app.services.cycle_plan.activate(actor, plan_id, 2027)
        given = await _assignments(c, wrong)
        assert _states(given) == {AssignmentState.OPEN}

        admin = c.administrator
        await go(c, admin, "Организации", "Ответы о планах")
        assert wrong in admin.last.text
        await tap(c, admin, name[:20])
        assert f"{wrong}" in admin.last.text
        await tap(c, admin, "Забыть")
        assert "Ответ забыт" in admin.last.text
        await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        assert _states(await _assignments(c, wrong)) == {AssignmentState.OPEN}, "nothing is lost meanwhile"
        unknown = await c.app.services.organisations.next_unresolved(plan_id)
        assert unknown is not None
        await c.app.services.cycle_plan.explain_executor(
            actor, plan_id, unknown.executor_id, Target(right_id, None)
        )
        assert _states(await _assignments(c, wrong)) == {AssignmentState.WITHDRAWN}
        assert len(await _assignments(c, right)) == len(given)


async def test_closing_asks_again_whom_the_plan_means(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        actor = await _administrator(c)
        number = await c.organisation("Управление образования (демо)", OrganisationKind.DEPARTMENT)
        plan_id = await c.activate()
        async with c.app.db.reading() as session:
            assert await session.scalar(select(ExecutorAlias).where(ExecutorAlias.organisation_id == number))
        assert await c.app.services.organisations.next_unresolved(plan_id) is None
        await c.app.services.organisations.close(actor, number)
        assert await c.app.services.organisations.next_unresolved(plan_id) is not None


async def test_a_role_that_ended_leaves_buttons_that_do_nothing(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _administrator(c)
        await go(c, c.administrator, "Организации")
        c.settings = c.settings.model_copy(update={"admin_ids": frozenset()})
        await c.kill()
        await tap(c, c.administrator, "Добавить")
        assert "недоступно" in c.administrator.toasts[-1].text


async def _an_executor(c: City) -> str:
    """A department the order names, in the order's own words."""
    actor = await _administrator(c)
    plan_id = await c.app.services.cycle_plan.import_plan(actor, CYCLE_PLAN.name, CYCLE_PLAN.read_bytes())
    unknown = await c.app.services.organisations.next_unresolved(plan_id)
    assert unknown is not None
    return unknown.name


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_processes_that_start_at_once_bring_the_built_in_groups_once(tmp_path: Path, kind: str) -> None:
    async with empty_database(tmp_path, kind, migrated=True) as address:
        one, other = Database(address), Database(address)
        await schema.upgrade(one)

        async def start(db: Database) -> None:
            async with db.transaction() as session:
                await ensure_built_in(session)

        async with one.transaction() as session:
            await ensure_built_in(session)
            starting = asyncio.create_task(start(other))
            await asyncio.wait({starting}, timeout=0.3)  # it waits for what the first one does
        await starting
        async with one.reading() as session:
            names = list(await session.scalars(select(OrganisationGroup.name)))
        assert len(names) == len(set(names)) > 0
        await one.close()
        await other.close()
